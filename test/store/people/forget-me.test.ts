import { describe, expect, it } from 'vitest';
import { ASKER } from '../../commands/desk.ts';
import {
  aLife,
  findRows,
  foundIn,
  listTraces,
  ME,
  OTHER,
  PERSONAL_COLUMNS,
} from '../../commands/left-behind.ts';
import { channelId } from '../../support/ids.ts';

/** Made by forgetting alone. */
const MADE = 'forgotten';
/** What `PRIVACY.md` says stays: both hold checksums with a key that is not in the database. */
const STAYS = ['mail_block', 'mail_request'];

describe('/papers forget me', () => {
  it('is tried with a person in every table, and in every column of it, that says something about people', async () => {
    const { location } = await aLife();
    const found = await findRows(location, listTraces(ME));
    const tables = [...PERSONAL_COLUMNS.keys()].filter((table) => table !== MADE);
    expect(tables.filter((table) => !found.has(table))).toEqual([]);
    const empty = tables.flatMap((table) =>
      (PERSONAL_COLUMNS.get(table) ?? []).flatMap((column) =>
        found.get(table)?.some((row) => row[column] !== null) ? [] : [`${table}.${column}`],
      ),
    );
    expect(empty).toEqual([]);
  });

  it('finds a person only where PRIVACY.md says that they may be', async () => {
    const { location } = await aLife();
    const personal = [...PERSONAL_COLUMNS].flatMap(([table, columns]) =>
      columns.map((name) => `${table}.${name}`),
    );
    const found = await foundIn(location, listTraces(ME));
    expect(found.filter((column) => !personal.includes(column))).toEqual([]);
  });

  it('leaves the person in no table and no column, and everybody else as they were', async () => {
    const { type, me, location, store } = await aLife();
    const others = await findRows(location, listTraces(OTHER));
    await type('forget me confirm:yes', me);
    expect([...(await findRows(location, listTraces(ME))).keys()].toSorted()).toEqual(STAYS);
    expect(await foundIn(location, [ME, 'dm42'])).toEqual([]);
    expect(await findRows(location, listTraces(OTHER))).toEqual(others);
    // The channel's own daily post goes on.
    expect(await store.subscriptions.find(channelId('discord:100'))).toMatchObject({ tenant: ASKER.tenant });
    expect((await store.subscriptions.list()).map(({ owner }) => owner)).not.toContain(ME);
  });
});
