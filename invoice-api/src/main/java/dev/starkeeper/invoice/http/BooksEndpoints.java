package dev.starkeeper.invoice.http;

import dev.starkeeper.invoice.sale.ReadBooks;
import java.util.List;

/** The books, for the merchant's servers. */
public final class BooksEndpoints implements Endpoints {
  private final Admission admission;
  private final ReadBooks readBooks;

  public BooksEndpoints(Admission admission, ReadBooks readBooks) {
    this.admission = admission;
    this.readBooks = readBooks;
  }

  @Override
  public List<Endpoint> all() {
    return List.of(new Endpoint(Method.GET, "/v1/books", this::books));
  }

  private Reply books(Call call) {
    admission.server(call);
    return Reply.ok(BooksShape.write(readBooks.read()));
  }
}
