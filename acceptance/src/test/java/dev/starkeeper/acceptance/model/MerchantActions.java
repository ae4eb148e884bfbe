package dev.starkeeper.acceptance.model;

import dev.starkeeper.acceptance.model.SandboxBooks.Charge;
import dev.starkeeper.invoice.sale.Listing;
import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.PaymentStatus;
import dev.starkeeper.model.Product;
import dev.starkeeper.model.RenewalState;
import dev.starkeeper.model.Subscription;
import dev.starkeeper.model.Supply;
import dev.starkeeper.store.AssignmentStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.OwedWorkStore;
import dev.starkeeper.store.ProductStore;
import dev.starkeeper.store.RefundStore;
import dev.starkeeper.store.SubscriptionStore;
import dev.starkeeper.telegram.TelegramException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the merchant does, and what Telegram and the stores do to him. */
final class MerchantActions {
  private static final Set<String> CAN_GO_BACK = Set.of("FULFILLED", "UNMATCHED", "REFUND_FAILED");

  private MerchantActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "refund", MerchantActions::refund,
        "refund-outside", MerchantActions::refundOutside,
        "chargeback", MerchantActions::chargeBack,
        "assign", MerchantActions::assign,
        "merchant-cancel", (world, command) -> edit(world, command, true),
        "merchant-resume", (world, command) -> edit(world, command, false),
        "reprice", MerchantActions::reprice,
        "withdraw", (world, command) -> world.catalogue().withdraw(Ware.of(command.word(0)).sku()),
        "restore", MerchantActions::restore,
        "stock", MerchantActions::stock);
  }

  private static Optional<Charge> charge(World world, Command command) {
    return world.bot().books().charge(command.number(0));
  }

  /** {@code refund <charge>}: asked for, as the API would; a task does it. */
  private static void refund(World world, Command command) {
    var charge = charge(world, command);
    if (charge.isEmpty()) return;
    var row = world.ours().byCharge().get(charge.get().id());
    if (row == null || !CAN_GO_BACK.contains(row.status())) return;
    var id = new ChargeId(charge.get().id());
    var now = world.stage().clock().instant();
    world.deeds().returned(id.value());
    world
        .stage()
        .database()
        .inTransactionDo(tx -> {
          RefundStore.request(tx, world.id(), id, "the merchant is kind", "server:shop", now);
          var subject = new OwedWorkStore.Subject(world.id(), id);
          OwedWorkStore.scheduleOnce(
              tx, new OwedWorkStore.Owed(OwedWorkStore.REFUND, subject), now);
        });
  }

  /** {@code refund-outside <charge>}: by nobody we know. */
  private static void refundOutside(World world, Command command) {
    charge(world, command)
        .ifPresent(charge -> {
          world.bot().control("POST", "refund", "{\"chargeId\":\"" + charge.id() + "\"}");
          world.deeds().returned(charge.id());
        });
  }

  /** {@code chargeback <charge> <other or refund>}: as which it is shown. */
  private static void chargeBack(World world, Command command) {
    charge(world, command)
        .ifPresent(charge -> {
          var look = command.word(1);
          var body = "{\"chargeId\":\"%s\",\"shownAs\":\"%s\"}".formatted(charge.id(), look);
          var answer = world.bot().done("POST", "chargebacks", body);
          if (answer.get("status").getAsString().equals("charged_back")) {
            world.deeds().chargedBack(charge.id(), look);
          }
        });
  }

  /** {@code assign <charge> <invoice>}: asked for, as the API would; a task does it. */
  private static void assign(World world, Command command) {
    var charge = charge(world, command);
    var invoice = Lists.at(world.deeds().minted(), command.number(1));
    if (charge.isEmpty() || invoice.isEmpty()) return;
    var row = world.ours().byCharge().get(charge.get().id());
    if (row == null || !row.status().equals(PaymentStatus.UNMATCHED.name())) return;
    var charged = new ChargeId(charge.get().id());
    var named = invoice.get().invoice().id();
    var now = world.stage().clock().instant();
    world
        .stage()
        .database()
        .inTransactionDo(tx -> {
          var known = InvoiceStore.find(tx, world.id(), named).orElseThrow();
          if (known.progress().isPaid()) return;
          AssignmentStore.request(tx, world.id(), charged, named, "server:shop", now);
          var subject = new OwedWorkStore.Subject(world.id(), charged);
          var owed = new OwedWorkStore.Owed(OwedWorkStore.ASSIGNMENT, subject);
          OwedWorkStore.scheduleOnce(tx, owed, now);
        });
    world.deeds().assigned(charged.value(), named);
  }

  /** {@code merchant-cancel <subscription>} and back: Telegram first, then our state. */
  private static void edit(World world, Command command, boolean ends) {
    var subscription =
        Lists.at(world.bot().books().subscriptions(), command.number(0))
            .flatMap(named ->
                world.deeds().minted().stream()
                    .filter(minted -> minted.payload().equals(named.payload()))
                    .findFirst())
            .flatMap(minted ->
                world
                    .stage()
                    .database()
                    .inTransaction(
                        tx -> SubscriptionStore.find(tx, world.id(), minted.invoice().id())));
    if (subscription.isEmpty()) return;
    var known = subscription.get();
    var status = known.statusAt(world.stage().clock().instant(), World.GRACE);
    var barred = known.term().renewal() == RenewalState.CANCELED_BY_MERCHANT;
    if (status == Subscription.Status.EXPIRED || ends == barred) return;
    try {
      world.telegram().editUserStarSubscription(known.parties().buyer(), known.firstCharge(), ends);
    } catch (TelegramException e) {
      return; // he is told that it did not work
    }
    var renewal = ends ? RenewalState.CANCELED_BY_MERCHANT : RenewalState.ALLOWED_AGAIN;
    if (!ends) world.deeds().allowedAgain(known.id().payload());
    world
        .stage()
        .database()
        .inTransactionDo(tx -> SubscriptionStore.setRenewal(tx, world.id(), known.id(), renewal));
  }

  /** {@code reprice <sku> <Stars>}. */
  private static void reprice(World world, Command command) {
    change(
        world,
        command,
        product ->
            Ware.of(command.word(0)).at(command.number(1), product.active(), product.supply()));
  }

  /** {@code restore <sku>}: on sale again. */
  private static void restore(World world, Command command) {
    change(
        world,
        command,
        product -> new Listing(product.offer(), product.good(), true, product.supply()));
  }

  /** {@code stock <sku> <pieces>}. */
  private static void stock(World world, Command command) {
    var ware = Ware.of(command.word(0));
    var pieces = command.number(1);
    if (!world.deeds().stocks().containsKey(ware)) return;
    var sold = world.ours().sold().getOrDefault(ware.sku().value(), 0L);
    world.deeds().stocked(ware, new Deeds.Stock(pieces, sold));
    change(
        world,
        command,
        product -> {
          var supply = new Supply(pieces, product.supply().perCustomer());
          return new Listing(product.offer(), product.good(), product.active(), supply);
        });
  }

  /** Function from the product to its listing. */
  @FunctionalInterface
  private interface Change {
    Listing of(Product product);
  }

  private static void change(World world, Command command, Change change) {
    var sku = Ware.of(command.word(0)).sku();
    var database = world.stage().database();
    var product =
        database.inTransaction(tx -> ProductStore.find(tx, world.id(), sku)).orElseThrow();
    world.catalogue().put(sku, change.of(product));
  }
}
