package dev.starkeeper.acceptance.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Invents scripts: all of one follows from its seed. */
final class Invent {
  private static final List<String> METHODS =
      List.of(
          "getUpdates",
          "answerPreCheckoutQuery",
          "refundStarPayment",
          "editUserStarSubscription",
          "createInvoiceLink",
          "getStarTransactions",
          "*");
  private static final List<String> FAULTS =
      List.of("lose_answer", "lose_request", "server_error", "html", "empty", "garbage");
  private static final List<String> OF_UPDATES = List.of("duplicate_updates", "reorder_updates");

  private final SplittableRandom random;
  private final List<Supplier<String>> lines = new ArrayList<>();

  private Invent(long seed) {
    random = new SplittableRandom(seed);
    buyers();
    merchant();
    machines();
    stories();
  }

  /** A script of about {@code length} commands. */
  static Script script(long seed, int length) {
    var invent = new Invent(seed);
    var commands = new ArrayList<Command>();
    while (commands.size() < length) {
      invent.oneOf(invent.lines).get().lines().map(Command::of).forEach(commands::add);
    }
    return new Script(seed, commands);
  }

  /** {@code weight} times as likely as a line of weight 1. */
  private void line(int weight, Supplier<String> line) {
    for (var i = 0; i < weight; i++) lines.add(line);
  }

  private void buyers() {
    line(30, this::mint);
    line(30, () -> "pay " + number());
    line(8, () -> "pay-and-die " + number());
    line(5, () -> "tap-twice " + number());
    line(2, () -> "stranger " + number() + " " + user());
    line(1, () -> "close " + number());
    line(1, () -> "tamper " + number() + " " + upTo(9));
    line(1, () -> "alone " + number());
    line(2, () -> "purse " + user() + " " + upTo(30));
    line(7, this::elsewhere);
    line(4, () -> "cancel " + number());
    line(3, () -> "resume " + number());
    line(3, () -> "fail-next " + number());
    line(2, () -> "renew " + number());
  }

  private void merchant() {
    line(6, () -> "refund " + number());
    line(4, () -> "refund-outside " + number());
    line(2, () -> "chargeback " + number() + " " + oneOf(List.of("other", "refund")));
    line(5, () -> "assign " + number() + " " + number());
    line(2, () -> "merchant-cancel " + number());
    line(2, () -> "merchant-resume " + number());
    line(1, () -> "reprice " + ware() + " " + upTo(9));
    line(1, () -> "withdraw " + ware());
    line(1, () -> "restore " + ware());
    line(2, () -> "stock " + oneOf(List.of("relic", "idol")) + " " + (upTo(4) - 1));
  }

  private void machines() {
    line(16, () -> "work");
    line(10, () -> "work-all");
    line(10, () -> "tasks");
    line(5, () -> "kill");
    line(6, () -> "rivals");
    line(4, () -> "expire");
    line(2, () -> "settle");
    line(8, () -> "minutes " + upTo(70));
    line(4, () -> "days " + oneOf(List.of(1, 7, 29, 30, 31)));
    line(3, () -> "away " + oneOf(List.of(1, 2, 31, 65)));
    line(6, () -> "reconcile");
    line(4, () -> "commit-fails " + upTo(3));
    line(4, () -> "commit-unheard " + upTo(3));
    line(8, this::fault);
  }

  /** What takes several things in a row, which chance alone would seldom bring together. */
  private void stories() {
    line(
        4,
        () -> {
          var twice = List.of("pay", "pay-and-die");
          var invoice = " " + number();
          return oneOf(twice)
              + invoice
              + "\nminutes 2\n"
              + oneOf(twice)
              + invoice
              + "\n"
              + record();
        });
    line(
        4,
        () -> {
          var user = user();
          return "mint %s sword 1 %s\nmint %s sword-deal 1 %s\n%s"
              .formatted(user, user, user(), user, bothUntold());
        });
    line(3, () -> "mint ada idol 1 ada\nmint bob idol 1 bob\n" + bothUntold());
    line(2, () -> "mint ada club 1 eve\nmint bob club 1 eve\n" + bothUntold());
    line(
        4,
        () ->
            "mint %s club 1 %s\npay -1\nwork-all\ndays %s"
                .formatted(user(), user(), oneOf(List.of(30, 31))));
  }

  /** The two newest invoices are paid, and nobody has recorded it. */
  private String bothUntold() {
    return "pay-and-die -1\npay-and-die -2\n" + record();
  }

  private String record() {
    return oneOf(List.of("rivals", "work", "work-all", "reconcile"));
  }

  private String mint() {
    var buyer = user();
    var recipient = random.nextInt(4) == 0 ? user() : buyer;
    var quantity = random.nextInt(4) == 0 ? upTo(3) : 1;
    return "mint " + buyer + " " + ware() + " " + quantity + " " + recipient;
  }

  private String elsewhere() {
    var payload = random.nextBoolean() ? "#" + number() : "other-" + upTo(3);
    return "elsewhere " + user() + " " + upTo(9) + " " + payload;
  }

  private String fault() {
    var method = oneOf(METHODS);
    var ofUpdates = method.equals("getUpdates") && random.nextBoolean();
    return "fault " + method + " " + oneOf(ofUpdates ? OF_UPDATES : FAULTS) + " " + upTo(2);
  }

  private User user() {
    return oneOf(List.of(User.values()));
  }

  private String ware() {
    return oneOf(List.of(Ware.values())).sku().value();
  }

  /** The newest, or any. */
  private int number() {
    return random.nextBoolean() ? -1 : random.nextInt(8);
  }

  private int upTo(int most) {
    return 1 + random.nextInt(most);
  }

  private <T> T oneOf(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
