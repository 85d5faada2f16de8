import pg from 'pg';

const { builtins } = pg.types;

/**
 * How columns arrive: `timestamptz` as Date, `date` as `YYYY-MM-DD` (a Date would shift it by the machine's zone),
 * `bigint` (every `count(*)`) as a number.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (id, format) => {
    if (id === builtins.DATE) return (value: string) => value;
    if (id === builtins.INT8) return Number;
    return pg.types.getTypeParser(id, format);
  },
};
