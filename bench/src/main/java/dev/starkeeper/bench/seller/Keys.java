package dev.starkeeper.bench.seller;

import java.util.List;

/**
 * The indexes and constraints of tables, which are away while the tables are filled: making them
 * once is quicker than keeping them up to date.
 */
final class Keys {
  private static final String INDEXES =
      """
      select indexrelid, indrelid, pg_get_indexdef(indexrelid) as definition
      from pg_index
      where indrelid = any (:tables)
      """;

  private static final String CONSTRAINTS =
      """
      select oid, conname, contype, conrelid, conindid, pg_get_constraintdef(oid) as definition
      from pg_constraint
      where (contype in ('p', 'u') and conrelid = any (:tables)
        or contype = 'f' and (conrelid = any (:tables) or confrelid = any (:tables)))
      """;

  private final Shelf shelf;
  private final String tables;
  private final List<String> indexes;
  private final List<String> constraints;
  private final List<String> checks;

  private Keys(
      Shelf shelf,
      String tables,
      List<String> indexes,
      List<String> constraints,
      List<String> checks) {
    this.shelf = shelf;
    this.tables = tables;
    this.indexes = indexes;
    this.constraints = constraints;
    this.checks = checks;
  }

  /** Of these tables, and the foreign keys that lead to them. */
  static Keys takenAway(Shelf shelf, List<String> names) {
    var tables = "'{" + String.join(",", names) + "}'::regclass[]";
    var indexes =
        statements(
            shelf,
            tables,
            "select definition",
            INDEXES,
            "array_position(:tables, indrelid::regclass)");
    var constraints =
        statements(
            shelf,
            tables,
            """
            select format('alter table %s add constraint %I ', conrelid::regclass, conname)
              || case contype
                when 'p' then format('primary key using index %s', conindid::regclass)
                when 'u' then format('unique using index %s', conindid::regclass)
                else definition || ' not valid'
              end
            """,
            CONSTRAINTS,
            "contype = 'f'");
    var checks =
        statements(
            shelf,
            tables,
            "select format('alter table %s validate constraint %I', conrelid::regclass, conname)",
            CONSTRAINTS + " and contype = 'f'",
            "array_position(:tables, conrelid::regclass)");
    var keys = new Keys(shelf, tables, indexes, constraints, checks);
    keys.takeAway();
    return keys;
  }

  private static List<String> statements(
      Shelf shelf, String tables, String statement, String of, String sequence) {
    var query = statement + " from (" + of + ") as each order by " + sequence;
    return shelf.texts(query.replace(":tables", tables));
  }

  private void takeAway() {
    statements(
            shelf,
            tables,
            "select format('alter table %s drop constraint %I', conrelid::regclass, conname)",
            CONSTRAINTS,
            "contype <> 'f'")
        .forEach(shelf::execute);
    statements(shelf, tables, "select format('drop index %s', indexrelid::regclass)", INDEXES, "1")
        .forEach(shelf::execute);
  }

  /** As they were; PostgreSQL has looked at every row. */
  void putBack() {
    shelf.executeAll(indexes);
    constraints.forEach(shelf::execute);
    shelf.executeAll(checks);
  }
}
