package dev.starkeeper.bot;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.starkeeper.bot.chat.AnswerChats;
import dev.starkeeper.bot.chat.TellAnswer;
import dev.starkeeper.db.LogScope;
import dev.starkeeper.model.BotId;
import dev.starkeeper.store.ChatUpdateStore;
import dev.starkeeper.store.ChatUpdateStore.Chat;
import dev.starkeeper.store.SupportStore;
import dev.starkeeper.trace.Traces;
import java.util.List;
import java.util.function.Function;

/** The shared background work that is talk. */
record ChatTasks(Function<BotId, AnswerChats> answerChats, Function<BotId, TellAnswer> tellAnswer) {

  List<Task<?>> all() {
    var answer = SupportStore.ANSWER;
    return List.of(
        conversation(),
        Tasks.oneTime(answer)
            .onFailure(BackgroundWork.again(answer, BackgroundWork.UNTIL_DONE))
            .onDeadExecutionRevive()
            .execute((instance, _) -> tell(SupportStore.Subject.of(instance))));
  }

  /**
   * What comes while its task is there does not make another. So it looks again once the task is
   * gone: whoever wrote before that has committed by then, as he had touched the task.
   */
  private Task<?> conversation() {
    var conversation = ChatUpdateStore.CONVERSATION;
    return Tasks.custom(conversation)
        .onFailure(BackgroundWork.again(conversation, BackgroundWork.UNTIL_DONE))
        .onDeadExecutionRevive()
        .execute((instance, _) -> {
          var chat = Chat.of(instance);
          var answers = answerChats.apply(chat.bot());
          Traces.work(conversation.getTaskName())
              .with(LogScope.BOT, Long.toString(chat.bot().value()))
              .run(() -> answers.answer(chat));
          return (_, operations) -> {
            operations.remove();
            answers.goOn(chat);
          };
        });
  }

  private void tell(SupportStore.Subject subject) {
    Traces.work(SupportStore.ANSWER.getTaskName())
        .with(LogScope.BOT, Long.toString(subject.bot().value()))
        .run(() -> tellAnswer.apply(subject.bot()).tell(subject));
  }
}
