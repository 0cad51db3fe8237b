import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { translations } from '../../languages/index.ts';
import { readMessages } from '../../src/core/base/catalog.ts';
import { findCatalogs, LITERAL, type Part } from './read-catalogs.ts';

/** Catalogs of which people in channels read something; the others are read by whoever runs the bot. */
const FOR_PEOPLE = /^(?:commands\/|src\/(?:core|jobs|search|summary)\/|adapters\/(?:discord|slack|email)\/)/;

/** The least that a language says of them. */
const LEAST_SHARE = 0.7;

interface Shape {
  readonly parameters: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  /** The branches of each `select`, as `period week`. */
  readonly branches: ReadonlySet<string>;
}

/** What a message needs and has, whatever it says. Throws where it cannot be parsed. */
function readShape(message: string): Shape {
  const shape = { parameters: new Set<string>(), tags: new Set<string>(), branches: new Set<string>() };
  const visit = (parts: readonly Part[]): void => {
    for (const part of parts) {
      if ('children' in part) {
        shape.tags.add(part.value);
        visit(part.children);
      } else if ('options' in part) {
        shape.parameters.add(part.value);
        const isSelect = !('pluralType' in part);
        for (const [name, { value }] of Object.entries(part.options)) {
          if (isSelect) shape.branches.add(`${part.value} ${name}`);
          visit(value);
        }
      } else if ('value' in part && Number(part.type) !== LITERAL) shape.parameters.add(part.value);
    }
  };
  visit(new IntlMessageFormat(message, 'en').getAst());
  return shape;
}

function isSubset(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((one) => all.has(one));
}

const catalogs = await findCatalogs();

describe.each(translations)('the language $tag', ({ tag, catalogs: translated }) => {
  it('translates each catalog once, and only messages that there are', () => {
    const known = translated.map(({ catalog }) => catalogs.get(catalog));
    expect(known).not.toContain(undefined);
    expect(new Set(known).size).toBe(known.length);
    const unknown = translated.flatMap(({ catalog, messages }) => {
      const english = readMessages(catalog);
      return [...messages.keys()].filter((key) => !english.has(key));
    });
    expect(unknown).toEqual([]);
  });

  it('has the parameters, the tags and the branches of the English messages', () => {
    const wrong = translated.flatMap(({ catalog, messages }) => {
      const english = readMessages(catalog);
      return [...messages].flatMap(([key, message]) => {
        const [own, other] = [readShape(message), readShape(english.get(key) ?? '')];
        const isSame =
          isSubset(own.parameters, other.parameters) &&
          isSubset(other.parameters, own.parameters) &&
          isSubset(own.tags, other.tags) &&
          isSubset(other.tags, own.tags) &&
          isSubset(own.branches, other.branches);
        return isSame ? [] : [`${catalogs.get(catalog)}: ${key}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  it(`says at least ${LEAST_SHARE * 100} % of what people in channels may read`, () => {
    const own = new Map(translated.map(({ catalog, messages }) => [catalog, messages]));
    let [said, all] = [0, 0];
    for (const [catalog, file] of catalogs) {
      if (!FOR_PEOPLE.test(file)) continue;
      all += readMessages(catalog).size;
      said += own.get(catalog)?.size ?? 0;
    }
    expect(said / all, `${tag}: ${said} of ${all}`).toBeGreaterThan(LEAST_SHARE);
  });
});

it('a message with other parameters, another tag or another branch is found', () => {
  const shape = readShape('{count, plural, one {<b>{name}</b>} other {#}} {kind, select, a {x} other {y}}');
  expect([...shape.parameters]).toEqual(['count', 'name', 'kind']);
  expect([...shape.tags]).toEqual(['b']);
  expect([...shape.branches]).toEqual(['kind a', 'kind other']);
});
