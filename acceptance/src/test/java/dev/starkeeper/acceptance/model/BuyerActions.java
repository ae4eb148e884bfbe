package dev.starkeeper.acceptance.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.starkeeper.model.Good;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.Parties;
import dev.starkeeper.model.Recurrence;
import dev.starkeeper.sale.Bot;
import dev.starkeeper.sale.CreateInvoice;
import dev.starkeeper.sale.CreateInvoiceOutcome;
import dev.starkeeper.sale.IdempotencyKey;
import dev.starkeeper.sale.InvoiceOrder;
import dev.starkeeper.sale.MintPolicy;
import dev.starkeeper.telegram.TelegramException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What buyers do. */
final class BuyerActions {
  private static final MintPolicy POLICY = new MintPolicy(Duration.ofHours(1), 0);

  private BuyerActions() {}

  static Map<String, Action> all() {
    return Map.ofEntries(
        Map.entry("mint", BuyerActions::mint),
        Map.entry("pay", (world, command) -> pay(world, command, "", Taps.TRIES)),
        Map.entry("alone", (world, command) -> pay(world, command, "", 0)),
        Map.entry("close", (world, command) -> pay(world, command, ",\"cancel\":true", 0)),
        Map.entry("tamper", BuyerActions::tamper),
        Map.entry("pay-and-die", BuyerActions::payBeforeDying),
        Map.entry("stranger", BuyerActions::payAsAnother),
        Map.entry("tap-twice", BuyerActions::tapTwice),
        Map.entry("purse", BuyerActions::fillPurse),
        Map.entry("elsewhere", BuyerActions::payElsewhere));
  }

  /** {@code mint <buyer> <sku> <quantity> <recipient>}. */
  private static void mint(World world, Command command) {
    var buyer = User.of(command.word(0));
    var ware = Ware.of(command.word(1));
    var recipient = User.of(command.word(3));
    var bot = new Bot(world.id(), world.telegram());
    var number = world.deeds().minted().size() + 1;
    var mint =
        new CreateInvoice(
            world.stage().database(),
            bot,
            () -> new InvoiceId(new UUID(0x7000, Long.MIN_VALUE | number)),
            POLICY,
            world.stage().clock());
    var order =
        new InvoiceOrder(
            new Parties(buyer.id(), recipient.id()),
            ware.sku(),
            command.number(2),
            IdempotencyKey.NONE,
            Optional.empty());
    try {
      if (mint.create(order) instanceof CreateInvoiceOutcome.Given given) {
        world.deeds().minted(new Minted(given.invoice(), ware, buyer, recipient));
      }
    } catch (TelegramException e) {
      return; // he has to ask again
    }
  }

  /** {@code pay <invoice>} and its like: by its buyer. */
  private static void pay(World world, Command command, String more, int steps) {
    var invoice = Lists.at(world.deeds().minted(), command.number(0));
    if (invoice.isEmpty()) return;
    var tap = new Taps.Tap(invoice.get().invoice().link(), invoice.get().buyer(), more);
    new Taps(world).pay(List.of(tap), steps);
  }

  /** {@code tamper <invoice> <Stars>}: the pre-checkout says that it costs so many. */
  private static void tamper(World world, Command command) {
    pay(world, command, ",\"tamper\":{\"amount\":" + command.number(1) + "}", Taps.TRIES);
  }

  /** {@code pay-and-die <invoice>}: the worker answers, and dies before it records a thing. */
  private static void payBeforeDying(World world, Command command) {
    world.connections().breakCommit(1, UnreliableConnections.Commit.FAILS);
    pay(world, command, "", 1);
    world.connections().mend();
    world.killWorker();
  }

  /** {@code stranger <invoice> <user>}. */
  private static void payAsAnother(World world, Command command) {
    var invoice = Lists.at(world.deeds().minted(), command.number(0));
    if (invoice.isEmpty()) return;
    var link = invoice.get().invoice().link();
    new Taps(world).pay(List.of(new Taps.Tap(link, User.of(command.word(1)), "")), Taps.TRIES);
  }

  /** {@code tap-twice <invoice>}: both at the worker at once. */
  private static void tapTwice(World world, Command command) {
    var invoice = Lists.at(world.deeds().minted(), command.number(0));
    if (invoice.isEmpty()) return;
    var tap = new Taps.Tap(invoice.get().invoice().link(), invoice.get().buyer(), "");
    new Taps(world).pay(List.of(tap, tap), Taps.TRIES);
  }

  /** {@code purse <user> <Stars>}: so many he has from now on. */
  private static void fillPurse(World world, Command command) {
    var user = "{\"user\":" + User.of(command.word(0)).json();
    world.bot().done("POST", "users", user + ",\"stars\":" + command.number(1) + "}");
  }

  /**
   * {@code elsewhere <user> <Stars> <payload>}: by a link of which we know nothing, approved by
   * another program. The payload may be that of an invoice of ours: {@code #<invoice>}.
   */
  private static void payElsewhere(World world, Command command) {
    var payload = command.word(2);
    var request = new JsonObject();
    if (payload.startsWith("#")) {
      var number = Integer.parseInt(payload.substring(1));
      var invoice = Lists.at(world.deeds().minted(), number);
      if (invoice.isEmpty()) return;
      payload = invoice.get().payload();
      if (invoice.get().ware().good() instanceof Good.Subscription) {
        request.addProperty("subscription_period", Recurrence.MONTH.toSeconds());
      }
    }
    request.addProperty("title", "Elsewhere");
    request.addProperty("description", "Sold by another program");
    request.addProperty("payload", payload);
    request.addProperty("currency", "XTR");
    var price = new JsonObject();
    price.addProperty("label", "Price");
    price.addProperty("amount", command.number(1));
    var prices = new JsonArray();
    prices.add(price);
    request.add("prices", prices);
    new Taps(world).payElsewhere(request, User.of(command.word(0)));
  }
}
