import { findJsonExcess, type JsonLimits } from '../../core/replies/json-limits.ts';
import { type Imported, parseImportRecord } from './record.ts';

/** A record may have a full text, a list of references and all authors with their affiliations. */
const LIMITS: JsonLimits = { maxDepth: 64, maxValues: 200_000 };

/** The papers of these texts, one each. */
export function parseImportTexts(texts: readonly string[]): Imported[] {
  return texts.map(parseImportText);
}

function parseImportText(text: string): Imported {
  const excess = findJsonExcess(text, LIMITS);
  if (excess !== undefined) return { reason: { code: 'too-large', values: { excess } } };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { reason: { code: 'no-json', values: {} } };
    throw error;
  }
  return parseImportRecord(value);
}
