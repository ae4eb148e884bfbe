package dev.starkeeper.invoice;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.Notifications;
import dev.starkeeper.invoice.caller.Authenticate;
import dev.starkeeper.invoice.caller.VerifyInitData;
import dev.starkeeper.invoice.customer.DebitCredits;
import dev.starkeeper.invoice.customer.EraseCustomer;
import dev.starkeeper.invoice.customer.GiveManually;
import dev.starkeeper.invoice.event.FollowEvents;
import dev.starkeeper.invoice.http.Admission;
import dev.starkeeper.invoice.http.BooksEndpoints;
import dev.starkeeper.invoice.http.CreditEndpoints;
import dev.starkeeper.invoice.http.CustomerEndpoints;
import dev.starkeeper.invoice.http.DocsEndpoints;
import dev.starkeeper.invoice.http.Endpoints;
import dev.starkeeper.invoice.http.EventEndpoints;
import dev.starkeeper.invoice.http.GrantEndpoints;
import dev.starkeeper.invoice.http.HealthEndpoints;
import dev.starkeeper.invoice.http.Http;
import dev.starkeeper.invoice.http.IdentityEndpoints;
import dev.starkeeper.invoice.http.InvoiceEndpoints;
import dev.starkeeper.invoice.http.MetricsEndpoints;
import dev.starkeeper.invoice.http.PaymentEndpoints;
import dev.starkeeper.invoice.http.PerBot;
import dev.starkeeper.invoice.http.ProductEndpoints;
import dev.starkeeper.invoice.http.SubscriptionEndpoints;
import dev.starkeeper.invoice.http.SupportEndpoints;
import dev.starkeeper.invoice.http.WebhookDeliveryEndpoints;
import dev.starkeeper.invoice.http.WebhookEndpoints;
import dev.starkeeper.invoice.meter.RequestMeters;
import dev.starkeeper.invoice.sale.AnswerSupport;
import dev.starkeeper.invoice.sale.FollowInvoice;
import dev.starkeeper.invoice.sale.KeepCatalogue;
import dev.starkeeper.invoice.sale.ListPayments;
import dev.starkeeper.invoice.sale.ReadBooks;
import dev.starkeeper.invoice.sale.RequestAssignment;
import dev.starkeeper.invoice.sale.RequestRefund;
import dev.starkeeper.invoice.waiting.Waiters;
import dev.starkeeper.invoice.webhook.FollowDeliveries;
import dev.starkeeper.invoice.webhook.KeepWebhookEndpoints;
import dev.starkeeper.meter.Meters;
import dev.starkeeper.model.BotId;
import dev.starkeeper.model.InvoiceIds;
import dev.starkeeper.sale.CreateInvoice;
import dev.starkeeper.sale.DescribeCustomer;
import dev.starkeeper.sale.EditSubscription;
import dev.starkeeper.store.EventStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.Topics;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The API at work, from the first request it takes to the last. */
final class InvoiceApi implements AutoCloseable {
  // Half of the requests that may run at once: those who wait never keep others from buying.
  private static final int MOST_WAITING = 1_024;
  private static final int MOST_READERS = 128; // of the log: the merchant's own servers

  private final Waiting waiting;
  private final Notifications notifications;
  private final Http http;

  private InvoiceApi(Waiting waiting, Notifications notifications, Http http) {
    this.waiting = waiting;
    this.notifications = notifications;
    this.http = http;
  }

  /** Those who wait for an invoice to end, and those who wait for the next event. */
  private record Waiting(Waiters invoices, Waiters events) {}

  /** Returns once it takes requests. */
  static InvoiceApi start(
      InvoiceApiConfig config,
      Database database,
      List<ServedBot> bots,
      InstantSource clock,
      Meters meters) {
    var waiting =
        new Waiting(
            new Waiters(MOST_WAITING, UnaryOperator.identity()),
            new Waiters(MOST_READERS, Topics::eventsOf));
    var requests = new RequestMeters(meters.registry());
    requests.watchWaiting("invoice", waiting.invoices()::size);
    requests.watchWaiting("event", waiting.events()::size);
    var endpoints =
        Stream.concat(
                endpoints(config, database, bots, waiting, clock).stream(),
                Stream.of(new MetricsEndpoints(meters)))
            .toList();
    var http = Http.start(config.http(), endpoints, requests);
    // Whoever waits before it listens is woken when it does.
    var notifications =
        Notifications.listen(
            config.database(),
            Map.of(
                InvoiceStore.CHANGED, waiting.invoices(), EventStore.APPENDED, waiting.events()));
    return new InvoiceApi(waiting, notifications, http);
  }

  private static List<Endpoints> endpoints(
      InvoiceApiConfig config,
      Database database,
      List<ServedBot> bots,
      Waiting waiting,
      InstantSource clock) {
    var scene = new Scene(database, InvoiceIds.timeOrdered(clock), clock);
    var byBot = new LinkedHashMap<BotId, List<Endpoints>>();
    for (var bot : bots) {
      byBot.put(bot.token().botId(), ofBot(bot, config, scene, waiting));
    }
    return List.of(new PerBot(byBot), new HealthEndpoints(database), new DocsEndpoints());
  }

  /** What the endpoints of all bots share. */
  private record Scene(Database database, InvoiceIds ids, InstantSource clock) {}

  private static List<Endpoints> ofBot(
      ServedBot served, InvoiceApiConfig config, Scene scene, Waiting waiting) {
    var bot = served.bot();
    var database = scene.database();
    var clock = scene.clock();
    var grace = config.sale().grace();
    var verifyInitData = new VerifyInitData(served.token(), config.callers().initDataMaxAge());
    var keys = config.callers().keys().of(bot.id());
    var admission = new Admission(new Authenticate(verifyInitData, keys, clock));
    var catalogue = new KeepCatalogue(database, bot.id(), clock);
    var createInvoice = new CreateInvoice(database, bot, scene.ids(), config.sale().mint(), clock);
    var followInvoice = new FollowInvoice(database, bot.id(), waiting.invoices(), clock);
    var describeCustomer = new DescribeCustomer(database, bot.id(), grace);
    var editSubscription = new EditSubscription(database, bot, grace, clock);
    var listPayments = new ListPayments(database, bot.id());
    var requestRefund = new RequestRefund(database, bot.id(), clock);
    var requestAssignment = new RequestAssignment(database, bot.id(), waiting.invoices(), clock);
    var giveManually = new GiveManually(database, bot.id(), grace, clock);
    var keepEndpoints = new KeepWebhookEndpoints(database, bot.id(), scene.ids(), clock);
    return List.of( // the busiest first: Spark tries one path after the other
        new InvoiceEndpoints(admission, createInvoice, followInvoice, clock),
        new CustomerEndpoints(admission, describeCustomer, clock, grace),
        new BooksEndpoints(admission, new ReadBooks(database, bot.id())),
        new ProductEndpoints(admission, catalogue),
        new SubscriptionEndpoints(admission, editSubscription, clock, grace),
        new PaymentEndpoints(admission, listPayments, requestRefund, requestAssignment),
        new GrantEndpoints(admission, giveManually, clock),
        new CreditEndpoints(admission, new DebitCredits(database, bot.id(), clock)),
        new IdentityEndpoints(admission, new EraseCustomer(database, bot.id())),
        new SupportEndpoints(admission, new AnswerSupport(database, bot.id(), clock)),
        new EventEndpoints(admission, new FollowEvents(database, bot.id(), waiting.events())),
        new WebhookEndpoints(admission, keepEndpoints),
        new WebhookDeliveryEndpoints(admission, new FollowDeliveries(database, bot.id(), clock)));
  }

  /** Such as {@code http://127.0.0.1:8080}. */
  String url() {
    return http.url();
  }

  /** Each path and the methods it takes. */
  SortedMap<String, String> allowed() {
    return http.allowed();
  }

  /** How many calls wait for an invoice to end. */
  int waiting() {
    return waiting.invoices().size();
  }

  /** How many calls wait for the next event. */
  int reading() {
    return waiting.events().size();
  }

  /** Those who wait are answered first, then those who are being served; nobody else is. */
  @Override
  public void close() {
    waiting.invoices().close();
    waiting.events().close();
    http.close();
    notifications.close();
  }
}
