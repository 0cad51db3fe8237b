import { facts, SETTINGS, type SettingFacts } from './settings-texts.ts';

export type SettingName = keyof typeof SETTINGS.shape;

/** A setting as documents and errors describe it. */
export interface Setting extends SettingFacts {
  readonly name: SettingName;
  /** What is used when it is not set. */
  readonly fallback: string | number | boolean | readonly string[] | undefined;
}

export function describe(name: SettingName): Setting {
  const schema = SETTINGS.shape[name];
  const known = facts.get(schema);
  if (!known) throw new Error(`${name} is not described`);
  return { name, ...known, fallback: schema.parse(undefined) };
}

/** All settings, in the order of the table. */
export const settings: readonly Setting[] = (Object.keys(SETTINGS.shape) as SettingName[]).map(describe);
