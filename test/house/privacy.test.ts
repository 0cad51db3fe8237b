import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { facts, SETTINGS } from '../../src/config/settings-texts.ts';
import { PERSONAL_DATA } from '../../src/store/people/personal-data.ts';
import { aPath, aStore } from '../store/temp-store.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The tables and columns that `PRIVACY.md` names as having something about people. */
function documented(): Map<string, string[]> {
  const text = readFileSync(join(ROOT, 'PRIVACY.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \| ([^|]*) \|/gm)];
  return new Map(
    rows.map(([, table = '', columns = '']) => [
      table,
      [...columns.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    ]),
  );
}

async function schemaNow(): Promise<Map<string, string[]>> {
  const path = aPath();
  await aStore(path);
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const tables = database
      .prepare("select name from sqlite_schema where type = 'table' and name not like 'kysely_%'")
      .all();
    return new Map(
      tables.map(({ name }) => [
        String(name),
        database
          .prepare('select name from pragma_table_info(?)')
          .all(String(name))
          .map((column) => String(column.name)),
      ]),
    );
  } finally {
    database.close();
  }
}

it('every column of the database is known to hold something about people, or nothing', async () => {
  const documentedColumns = new Map(
    Object.entries(PERSONAL_DATA).map(([table, columns]) => [table, Object.keys(columns)]),
  );
  const sorted = (tables: Map<string, string[]>) =>
    [...tables].map(([table, columns]) => `${table}: ${columns.toSorted().join()}`).toSorted();
  expect(sorted(documentedColumns)).toEqual(sorted(await schemaNow()));
});

it('PRIVACY.md names every table and column that holds something about people', () => {
  const personal = Object.entries(PERSONAL_DATA).flatMap(([table, columns]) => {
    const named = Object.entries<string | null>(columns).flatMap(([name, what]) =>
      what === null ? [] : [name],
    );
    return named.length > 0 ? [[table, named.toSorted()] as const] : [];
  });
  const documentedTables = [...documented()].map(([table, columns]) => [table, columns.toSorted()] as const);
  expect(documentedTables.toSorted()).toEqual(personal.toSorted());
});

/** Settings that name somebody in another form than a web address. */
const OUTSIDE: ReadonlySet<string> = new Set(['SMTP_URL', 'MAIL_BOUNCE_TO', 'ALERT_CHANNEL', 'CONTACT']);

describe('PRIVACY.md names', () => {
  const text = readFileSync(join(ROOT, 'PRIVACY.md'), 'utf8');
  const isNamed = (name: string) => text.includes(`\`${name}\``);

  it('every event and scope that the Slack app asks for', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'slack-manifest.json'), 'utf8'));
    const events: string[] = manifest.settings.event_subscriptions.bot_events;
    const scopes: string[] = manifest.oauth_config.scopes.bot;
    expect(events.length + scopes.length).toBeGreaterThan(20);
    expect([...events, ...scopes].filter((name) => !isNamed(name))).toEqual([]);
    const shortcuts: Array<{ name: string }> = manifest.features.shortcuts;
    expect(shortcuts.filter(({ name }) => !text.includes(name))).toEqual([]);
  });

  it('every intent that the bot has on Discord', () => {
    const source = readFileSync(join(ROOT, 'adapters/discord/gateway/gateway.ts'), 'utf8');
    const intents = [...source.matchAll(/GatewayIntentBits\.(\w+)/g)].map(([, name = '']) => name);
    expect(intents.length).toBeGreaterThan(1);
    expect(intents.filter((name) => !isNamed(name))).toEqual([]);
  });

  it('everybody outside whom a setting can name', () => {
    const outside = Object.entries(SETTINGS.shape)
      .filter(
        ([name, schema]) =>
          facts.get(schema)?.isAddress || facts.get(schema)?.isDatabase || OUTSIDE.has(name),
      )
      .map(([name]) => name);
    expect(outside.length).toBeGreaterThan(10);
    // Its own address.
    expect(outside.filter((name) => name !== 'WEB_URL' && !isNamed(name))).toEqual([]);
    expect([...OUTSIDE].filter((name) => !(name in SETTINGS.shape))).toEqual([]);
  });
});
