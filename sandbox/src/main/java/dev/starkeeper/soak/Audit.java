package dev.starkeeper.soak;

import dev.starkeeper.launch.LaunchFailure;
import dev.starkeeper.soak.book.Books;
import dev.starkeeper.soak.book.BuyersBook.Order;
import dev.starkeeper.soak.book.BuyersBook.Owned;
import dev.starkeeper.soak.book.Judge;
import dev.starkeeper.soak.book.Verdict;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads the three books. */
public final class Audit {
  private static final int AT_ONCE = 16; // the API is asked for everybody in the end

  private final PlayedTelegram telegram;
  private final String databaseUrl;
  private final Ledger ledger;
  private final Till till;

  public Audit(PlayedTelegram telegram, String databaseUrl, Ledger ledger, Till till) {
    this.telegram = telegram;
    this.databaseUrl = databaseUrl;
    this.ledger = ledger;
    this.till = till;
  }

  /** As far as things have come. */
  public Verdict verdict() throws IOException {
    return Judge.over(books(List.of()));
  }

  /** The same, and what every customer is told to have. */
  Verdict last() throws IOException {
    return Judge.over(books(owned()));
  }

  int receiptsOwed() {
    try {
      return OurTables.receiptsOwed(databaseUrl);
    } catch (SQLException e) {
      throw new LaunchFailure("cannot read our tables: " + e.getMessage(), e);
    }
  }

  private Books books(List<Owned> owned) throws IOException {
    try {
      return new Books(telegram.book(), OurTables.book(databaseUrl), ledger.book(owned));
    } catch (SQLException e) {
      throw new LaunchFailure("cannot read our tables: " + e.getMessage(), e);
    }
  }

  private List<Owned> owned() {
    var customers = ledger.book(List.of()).orders().stream().map(Order::buyer).distinct().toList();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      var asking =
          customers.stream().map(id -> threads.submit((Callable<Owned>) () -> owned(id))).toList();
      return asking.stream().map(Audit::result).toList();
    }
  }

  private Owned owned(long customer) {
    return new Owned(
        customer,
        till.owned(customer)
            .orElseThrow(
                () -> new LaunchFailure("no API process tells what " + customer + " has")));
  }

  private static Owned result(Future<Owned> asked) {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      throw new LaunchFailure("cannot ask what customers have", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("interrupted", e);
    }
  }
}
