package dev.starkeeper.acceptance.model;

import dev.starkeeper.model.InvoiceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a script has done that neither the sandbox's books nor ours need to remember. */
final class Deeds {
  /** The stock that the merchant has set, and how many pieces were sold by then. */
  record Stock(int set, long soldBefore) {}

  private final List<Minted> minted = new ArrayList<>();
  private final Set<String> returned = new HashSet<>();
  private final Set<String> likeRefunds = new HashSet<>();
  private final Set<String> chargedBack = new HashSet<>();
  private final Map<String, Set<InvoiceId>> assigned = new HashMap<>();
  private final Map<Ware, Stock> stocks = new HashMap<>();
  private final Set<String> allowedAgain = new HashSet<>();
  private final Set<String> elsewhere = new HashSet<>();
  private boolean wordsAreLost;

  void minted(Minted invoice) {
    if (minted.stream().noneMatch(known -> known.payload().equals(invoice.payload()))) {
      minted.add(invoice);
    }
  }

  /** In the sequence in which they were made. */
  List<Minted> minted() {
    return minted;
  }

  /** A person wanted that charge to go back. */
  void returned(String charge) {
    returned.add(charge);
  }

  boolean isReturned(String charge) {
    return returned.contains(charge);
  }

  /** A store took it back, and the history shows it as {@code look}. */
  void chargedBack(String charge, String look) {
    returned.add(charge);
    if (look.equals("refund")) {
      likeRefunds.add(charge);
    } else {
      chargedBack.add(charge);
    }
  }

  /** Charges that are back without being refunds, and look like them. */
  Set<String> likeRefunds() {
    return likeRefunds;
  }

  /** Charges whose Stars are gone, and of which nobody is told. */
  Set<String> chargedBack() {
    return chargedBack;
  }

  void assigned(String charge, InvoiceId invoice) {
    assigned.computeIfAbsent(charge, _ -> new HashSet<>()).add(invoice);
  }

  boolean isAssigned(String charge, InvoiceId invoice) {
    return assigned.getOrDefault(charge, Set.of()).contains(invoice);
  }

  boolean isAssignedTo(InvoiceId invoice) {
    return assigned.values().stream().anyMatch(invoices -> invoices.contains(invoice));
  }

  void stocked(Ware ware, Stock stock) {
    stocks.put(ware, stock);
  }

  Map<Ware, Stock> stocks() {
    return stocks;
  }

  /** The merchant let that subscription's buyer turn it on again. */
  void allowedAgain(String payload) {
    allowedAgain.add(payload);
  }

  boolean isAllowedAgain(String payload) {
    return allowedAgain.contains(payload);
  }

  /** Another program approved it. */
  void elsewhere(String charge) {
    elsewhere.add(charge);
  }

  boolean isElsewhere(String charge) {
    return elsewhere.contains(charge);
  }

  /** Updates were left waiting for longer than Telegram keeps them. */
  void wordsAreLost() {
    wordsAreLost = true;
  }

  boolean mayHaveLostWords() {
    return wordsAreLost;
  }
}
