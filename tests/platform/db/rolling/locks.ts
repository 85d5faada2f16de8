/** A statement without comments and with the bodies of functions left out. */
export function statementsOf(sql: string): string[] {
  const bare = sql.replaceAll(/--.*$/gm, '').replaceAll(/(\$\w*\$)[\s\S]*?\1/g, "''");
  return bare.split(';').map((one) => one.replaceAll(/\s+/g, ' ').trim().toLowerCase()).filter(Boolean);
}

const made = (statements: string[]): Set<string> => new Set(statements.map((one) => /^create (?:unlogged )?table (?:if not exists )?(\w+)/.exec(one)?.[1] ?? ''));

/** What takes a lock for as long as the table is large, or breaks statements that are under way; the table in the first group. */
const heavy: [RegExp, string][] = [
  [/^drop table (?:if exists )?(\w+)/, 'drops a table'],
  [/^alter table (\w+) .*\bdrop column/, 'drops a column'],
  [/^alter table (\w+) .*\brename\b/, 'renames'],
  [/^alter table (\w+) .*\balter (?:column )?\w+ (?:set data )?type\b/, 'changes a type, which rewrites the table'],
  [/^alter table (\w+) .*\bset not null/, 'reads the whole table under a lock'],
  [/^alter table (\w+) .*\badd (?:column )?\w+ [^,]*\bdefault (?:gen_random_uuid|clock_timestamp|random|nextval)/, 'adds a column whose default differs by row, which rewrites the table'],
  [/^alter table (\w+) (?=.*\badd constraint)(?!.*\bnot valid)/, 'adds a constraint that is checked under a lock: NOT VALID first, VALIDATE in a later file'],
  [/^create (?:unique )?index (?!concurrently)(?:if not exists )?\w+ on (\w+)/, 'builds under a lock: CONCURRENTLY, in a file "-- outside a transaction"'],
  [/^(?:vacuum full|cluster|lock table|truncate) (\w+)/, 'keeps everybody else out'],
];

/** What of a migration must not happen beside the version before, in sentences; tables that it makes itself are its own matter. */
export function troublesOf(sql: string): string[] {
  const statements = statementsOf(sql);
  const own = made(statements);
  return statements.flatMap((statement) => heavy.flatMap(([pattern, why]) => {
    const table = pattern.exec(statement)?.[1];
    return table === undefined || own.has(table) ? [] : [`${why}: ${statement.slice(0, 80)}`];
  }));
}
