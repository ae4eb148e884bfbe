package dev.starkeeper.acceptance.model;

import dev.starkeeper.invoice.sale.ReadBooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plays scripts, each in a world of its own, and says what did not hold. */
record Play(Stage stage) {
  private static final Map<String, Action> ACTIONS = Action.all();

  /** Empty if all is as it should be; otherwise after which command it was not, and what. */
  List<String> play(Script script) {
    try (var world = World.begin(stage, script.seed())) {
      for (var command : script.commands()) {
        action(command).play(world, command);
        var model = Model.of(world);
        var wrong = new ArrayList<>(Always.check(model));
        if (command.verb().equals("settle")) wrong.addAll(settled(world, model));
        if (!wrong.isEmpty()) return found("after " + command, wrong);
      }
      world.settle();
      var model = Model.of(world);
      var wrong = new ArrayList<>(Always.check(model));
      wrong.addAll(settled(world, model));
      return wrong.isEmpty() ? List.of() : found("at the end", wrong);
    }
  }

  private static Action action(Command command) {
    var action = ACTIONS.get(command.verb());
    if (action == null) throw new IllegalArgumentException("there is no command " + command);
    return action;
  }

  private static List<String> settled(World world, Model model) {
    var wrong = new ArrayList<>(Settled.check(model));
    wrong.addAll(Owned.check(world, model));
    wrong.addAll(new ReadBooks(world.stage().database(), world.id()).read().warnings());
    return wrong;
  }

  private static List<String> found(String when, List<String> wrong) {
    var found = new ArrayList<String>();
    found.add(when + ":");
    found.addAll(wrong);
    return found;
  }
}
