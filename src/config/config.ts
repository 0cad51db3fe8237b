import type { z } from 'zod';
import { type ErrorKind, PaperboyError } from '../core/base/errors.ts';
import { isPostgresUrl } from '../core/store/database-url.ts';
import { looksLikeToken } from '../redact.ts';
import { findConflicts, type Given } from './conflicts.ts';
import { findPasswordInUrl, listSecretsInDatabaseUrl, listSecretsInUrl, SHAPES } from './setting-values.ts';
import { describe, type Setting, settings } from './settings.ts';
import { SETTINGS } from './settings-texts.ts';
import { problems, texts } from './texts.ts';

/** The settings of one process, frozen. */
export type Config = Readonly<z.output<typeof SETTINGS>>;

/** Everything that is wrong with the environment, at once. */
export class ConfigError extends PaperboyError {
  readonly problems: readonly string[];

  constructor(wrong: readonly string[]) {
    super(problems.configInvalid({ list: wrong.map((one) => `  ${one}`).join('\n') }));
    this.problems = wrong;
  }

  override get kind(): ErrorKind {
    return 'settings';
  }
}

/** Reads the settings; an empty variable counts as not set. Throws a `ConfigError` that names every error. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given: Given = new Map(
    settings.flatMap(({ name }) => {
      const text = env[name]?.trim() ?? '';
      return text === '' ? [] : [[name, text] as const];
    }),
  );
  const read = SETTINGS.safeParse(Object.fromEntries(given));
  const complaints = new Map<unknown, string>();
  for (const { path, message } of read.error?.issues.toReversed() ?? []) complaints.set(path[0], message);
  const wrong = settings.flatMap((setting) => {
    const text = given.get(setting.name);
    const complaint =
      complaints.get(setting.name) ?? (isMisplaced(setting, given) ? texts.misplaced() : undefined);
    return text === undefined || complaint === undefined ? [] : [wordComplaint(setting, text, complaint)];
  });
  wrong.push(...findConflicts(given));
  if (!read.success || wrong.length > 0) throw new ConfigError(wrong);
  return Object.freeze(read.data);
}

/** For a channel that its platform cannot have: settings are read before anybody knows the platforms. */
export function refuseChannel(name: keyof Config, typed: string): ConfigError {
  const wrong = settings.filter((setting) => setting.name === name);
  return new ConfigError(wrong.map((setting) => wordComplaint(setting, typed, texts.notAChannel())));
}

function wordComplaint({ name, shown, example }: Setting, typed: string, complaint: string): string {
  return shown && SHAPES[shown].test(typed)
    ? texts.wrongValue({ name, typed, complaint, example })
    : texts.wrong({ name, complaint, example });
}

/** What must never be shown: the secrets, and what an address carries of one. */
export function listSecrets(config: Config): string[] {
  return settings.flatMap((setting) => {
    const value = config[setting.name];
    if (value === undefined) return [];
    if (Array.isArray(value)) return value.map(String);
    if (setting.secret) return [String(value), ...findPasswordInUrl(String(value))];
    if (setting.isDatabase) return listSecretsInDatabaseUrl(String(value));
    return setting.isAddress ? listSecretsInUrl(String(value)) : [];
  });
}

/** A shorter value of a secret setting (`none`, `ollama`) may be in another one by chance. */
const MIN_SECRET_LENGTH = 8;

/** Whether a secret was put into a setting that is shown: a model's name and a contact are seen by others. */
function isMisplaced({ name, secret, isAddress, isDatabase }: Setting, given: Given): boolean {
  const text = given.get(name);
  if (text === undefined || secret || isAddress) return false;
  if (isDatabase && isPostgresUrl(text)) return false;
  if (looksLikeToken(text)) return true;
  return [...given].some(
    ([other, value]) =>
      describe(other).secret && other !== name && value.length >= MIN_SECRET_LENGTH && text.includes(value),
  );
}
