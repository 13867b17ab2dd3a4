import { DuckDBInstance } from '@duckdb/node-api';
import type { Sums } from './figures-of-objects';
import type { PlainRow } from './day-of-rows';

/** The rival in SQL: the certain sums, presence and both peaks of an in-memory table that is filled beforehand. */
export async function openDuckDb(
  rows: readonly PlainRow[],
): Promise<{ figures(): Promise<Sums>; close(): void }> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run('create table stays (user_id varchar, joined bigint, departed bigint)');
  const appender = await connection.createAppender('stays');
  for (const { userId, joined, left } of rows) {
    appender.appendVarchar(userId);
    appender.appendBigInt(BigInt(joined));
    appender.appendBigInt(BigInt(left ?? joined));
    appender.endRow();
  }
  appender.closeSync();
  return {
    async figures() {
      const reader = await connection.runAndReadAll(query);
      const [row] = reader.getRowObjects();
      const number = (name: string): number => Number(row?.[name]);
      return {
        intervalMs: number('interval_ms'),
        presenceMs: number('presence_ms'),
        peakRows: number('peak_rows'),
        peakPeople: number('peak_people'),
      };
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Unions by gaps and islands; peaks by running sums, of which the last one of an instant counts. */
const query = `
with
  stay as (select * from stays where departed > joined),
  reach as (
    select user_id, joined, departed,
      max(departed) over (partition by user_id order by joined, departed
        rows between unbounded preceding and 1 preceding) as reached
    from stay),
  island as (
    select user_id, joined, departed,
      sum(case when reached is null or joined > reached then 1 else 0 end)
        over (partition by user_id order by joined, departed rows unbounded preceding) as n
    from reach),
  presence as (
    select user_id, min(joined) as joined, max(departed) as departed from island group by user_id, n),
  row_step as (
    select moment, sum(step) as step from (
      select joined as moment, 1 as step from stay union all select departed, -1 from stay) group by moment),
  people_step as (
    select moment, sum(step) as step from (
      select joined as moment, 1 as step from presence union all select departed, -1 from presence) group by moment),
  row_curve as (select sum(step) over (order by moment rows unbounded preceding) as value from row_step),
  people_curve as (select sum(step) over (order by moment rows unbounded preceding) as value from people_step)
select
  (select sum(departed - joined) from stay) as interval_ms,
  (select sum(departed - joined) from presence) as presence_ms,
  (select max(value) from row_curve) as peak_rows,
  (select max(value) from people_curve) as peak_people`;
