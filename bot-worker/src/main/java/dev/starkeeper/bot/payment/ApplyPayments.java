package dev.starkeeper.bot.payment;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import dev.starkeeper.model.ChargeId;
import dev.starkeeper.model.Claim;
import dev.starkeeper.model.Holding;
import dev.starkeeper.model.Invoice;
import dev.starkeeper.model.InvoiceId;
import dev.starkeeper.model.PaymentMatch;
import dev.starkeeper.model.SettledPayment;
import dev.starkeeper.model.Settlement;
import dev.starkeeper.model.Sku;
import dev.starkeeper.model.SuccessfulPayment;
import dev.starkeeper.model.TelegramUser;
import dev.starkeeper.store.CustomerStore;
import dev.starkeeper.store.HoldingStore;
import dev.starkeeper.store.InvoiceStore;
import dev.starkeeper.store.PaymentStore;
import dev.starkeeper.store.SupplyStore;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Records charges and gives what they paid for, in a number of statements that does not grow with
 * theirs. Only what was not recorded before has effects, whatever it was thought to be worth.
 */
record ApplyPayments(Scope scope, RecordingRules rules, Source source) {

  /**
   * Returns the charges that were new, as they are settled.
   *
   * @param payments each charge once
   * @param invoices those they name, locked
   */
  Map<ChargeId, SettledPayment> apply(
      Collection<SuccessfulPayment> payments, Map<InvoiceId, Invoice> invoices) {
    if (payments.isEmpty()) return Map.of();
    var facts = facts(payments, invoices);
    var settlement = new Settlement(rules.settlement(), facts);
    var settled = payments.stream().map(settlement::settle).toList();
    var recorded =
        PaymentStore.insertNew(scope.tx(), scope.bot(), settled, source.from(), scope.now());
    var fresh = settled.stream().filter(s -> recorded.contains(s.payment().chargeId())).toList();
    if (!fresh.isEmpty()) follow(fresh, facts.stock().keySet());
    return fresh.stream().collect(toMap(s -> s.payment().chargeId(), Function.identity()));
  }

  private Settlement.Facts facts(
      Collection<SuccessfulPayment> payments, Map<InvoiceId, Invoice> invoices) {
    var named =
        payments.stream()
            .flatMap(payment -> InvoiceId.ofPayload(payment.invoicePayload()).stream())
            .distinct()
            .filter(invoices::containsKey)
            .map(invoices::get)
            .toList();
    var open = named.stream().filter(invoice -> !invoice.progress().isPaid()).toList();
    return new Settlement.Facts(
        invoices, holdings(named, open), stock(open), source.importedBefore());
  }

  private Map<Claim, Holding> holdings(List<Invoice> named, List<Invoice> open) {
    var claims = Claim.of(named);
    if (claims.isEmpty()) return Map.of();
    // Whoever gives the same to the same waits here until we have committed; months count too.
    HoldingStore.lock(scope.tx(), scope.bot(), claims);
    var wanted = Claim.of(open);
    return wanted.isEmpty() ? Map.of() : HoldingStore.find(scope.tx(), scope.bot(), wanted);
  }

  private Map<Sku, Integer> stock(List<Invoice> invoices) {
    Set<Sku> skus =
        invoices.stream()
            .map(invoice -> invoice.item().sku())
            .collect(toCollection(LinkedHashSet::new));
    return skus.isEmpty() ? Map.of() : SupplyStore.lock(scope.tx(), scope.bot(), skus);
  }

  private void follow(List<SettledPayment> fresh, Set<Sku> scarce) {
    var payers = fresh.stream().filter(s -> !isImported(s)).map(s -> s.payment().payer()).toList();
    if (!payers.isEmpty()) remember(payers);
    fresh.forEach(s -> scope.consequences().paid(s.payment().stars()));
    new Deliver(scope, scarce).deliver(fresh);
    var inVain =
        fresh.stream()
            .map(SettledPayment::match)
            .filter(PaymentMatch.InVain.class::isInstance)
            .map(match -> ((PaymentMatch.InVain) match).invoice())
            .toList();
    if (!inVain.isEmpty()) {
      InvoiceStore.markVoid(scope.tx(), scope.bot(), inVain);
      inVain.forEach(invoice -> scope.consequences().changed(invoice.id()));
    }
  }

  private void remember(List<TelegramUser> payers) {
    switch (source.from()) {
      case UPDATE -> CustomerStore.remember(scope.tx(), scope.bot(), payers, scope.now());
      // His language may be another by now, and he may have blocked us since.
      case HISTORY -> CustomerStore.add(scope.tx(), scope.bot(), payers, scope.now());
    }
  }

  private static boolean isImported(SettledPayment settled) {
    return settled.match() instanceof PaymentMatch.Imported;
  }
}
