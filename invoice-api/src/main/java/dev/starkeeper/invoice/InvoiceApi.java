package dev.starkeeper.invoice;

import dev.starkeeper.db.Database;
import dev.starkeeper.db.Notifications;
import dev.starkeeper.invoice.caller.Authenticate;
import dev.starkeeper.invoice.caller.VerifyInitData;
import dev.starkeeper.invoice.http.Admission;
import dev.starkeeper.invoice.http.BooksEndpoints;
import dev.starkeeper.invoice.http.CustomerEndpoints;
import dev.starkeeper.invoice.http.Endpoints;
import dev.starkeeper.invoice.http.HealthEndpoints;
import dev.starkeeper.invoice.http.Http;
import dev.starkeeper.invoice.http.InvoiceEndpoints;
import dev.starkeeper.invoice.http.PaymentEndpoints;
import dev.starkeeper.invoice.http.ProductEndpoints;
import dev.starkeeper.invoice.http.SubscriptionEndpoints;
import dev.starkeeper.invoice.sale.Bot;
import dev.starkeeper.invoice.sale.CreateInvoice;
import dev.starkeeper.invoice.sale.DescribeCustomer;
import dev.starkeeper.invoice.sale.EditSubscription;
import dev.starkeeper.invoice.sale.FollowInvoice;
import dev.starkeeper.invoice.sale.InvoiceWaiters;
import dev.starkeeper.invoice.sale.KeepCatalogue;
import dev.starkeeper.invoice.sale.ListPayments;
import dev.starkeeper.invoice.sale.ReadBooks;
import dev.starkeeper.invoice.sale.RequestAssignment;
import dev.starkeeper.invoice.sale.RequestRefund;
import dev.starkeeper.model.InvoiceIds;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.telegram.Telegram;
import java.time.InstantSource;
import java.util.List;

/** The API at work, from the first request it takes to the last. */
final class InvoiceApi implements AutoCloseable {
  // Half of the requests that may run at once: those who wait never keep others from buying.
  private static final int MOST_WAITING = 1_024;

  private final Notifications notifications;
  private final InvoiceWaiters waiters;
  private final Http http;

  private InvoiceApi(Notifications notifications, InvoiceWaiters waiters, Http http) {
    this.notifications = notifications;
    this.waiters = waiters;
    this.http = http;
  }

  /** Returns once it takes requests. */
  static InvoiceApi start(
      InvoiceApiConfig config, Database database, Telegram telegram, InstantSource clock) {
    var bot = new Bot(config.telegram().token().botId(), telegram);
    var waiters = new InvoiceWaiters(bot.id(), MOST_WAITING);
    var http = Http.start(config.http(), endpoints(config, database, bot, waiters, clock));
    // Whoever waits before it listens is woken when it does.
    var notifications = Notifications.listen(config.database(), InvoiceStore.CHANGED, waiters);
    return new InvoiceApi(notifications, waiters, http);
  }

  private static List<Endpoints> endpoints(
      InvoiceApiConfig config,
      Database database,
      Bot bot,
      InvoiceWaiters waiters,
      InstantSource clock) {
    var callers = config.callers();
    var token = config.telegram().token();
    var verifyInitData = new VerifyInitData(token, callers.initDataMaxAge());
    var authenticate = new Authenticate(verifyInitData, callers.keys(), clock);
    var admission = new Admission(authenticate, bot.id());
    var catalogue = new KeepCatalogue(database, bot.id(), clock);
    var ids = InvoiceIds.timeOrdered(clock);
    var createInvoice = new CreateInvoice(database, bot, ids, config.sale().mint(), clock);
    var followInvoice = new FollowInvoice(database, bot.id(), waiters, clock);
    var describeCustomer = new DescribeCustomer(database, bot.id(), config.sale().grace());
    var editSubscription = new EditSubscription(database, bot, config.sale().grace(), clock);
    var listPayments = new ListPayments(database, bot.id());
    var requestRefund = new RequestRefund(database, bot.id(), clock);
    var requestAssignment = new RequestAssignment(database, bot.id(), waiters, clock);
    return List.of(
        new HealthEndpoints(database),
        new BooksEndpoints(admission, new ReadBooks(database, bot.id())),
        new ProductEndpoints(admission, catalogue),
        new InvoiceEndpoints(admission, createInvoice, followInvoice, clock),
        new CustomerEndpoints(admission, describeCustomer, clock, config.sale().grace()),
        new SubscriptionEndpoints(admission, editSubscription, clock, config.sale().grace()),
        new PaymentEndpoints(admission, listPayments, requestRefund, requestAssignment));
  }

  /** Such as {@code http://127.0.0.1:8080}. */
  String url() {
    return http.url();
  }

  /** How many calls wait for an invoice to end. */
  int waiting() {
    return waiters.size();
  }

  /** Those who wait are answered first, then those who are being served; nobody else is. */
  @Override
  public void close() {
    waiters.close();
    http.close();
    notifications.close();
  }
}
