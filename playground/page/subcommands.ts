import type { APIApplicationCommandBasicOption, APIApplicationCommandOption } from 'discord.js';
import type { DiscordView } from '../protocol.ts';
import type { Offer } from './combobox.tsx';

/** Of `ApplicationCommandOptionType`, whose package is not for the browser. */
const SUBCOMMAND = 1;
const GROUP = 2;

export interface Subcommand {
  /** `papers channel settings` */
  readonly path: string;
  /** `settings`: the settings as the server stores them. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly APIApplicationCommandBasicOption[];
}

/** All that can be typed after `/`, one entry a subcommand. */
export function subcommands(commands: DiscordView['commands']): Subcommand[] {
  return commands.flatMap((command) => within(command.name, command.options ?? []));
}

function within(path: string, options: readonly APIApplicationCommandOption[]): Subcommand[] {
  return options.flatMap((option) => {
    const { name, description } = option;
    if (option.type === GROUP) return within(`${path} ${name}`, option.options ?? []);
    if (option.type !== SUBCOMMAND) return [];
    return [{ path: `${path} ${name}`, name, description, options: option.options ?? [] }];
  });
}

/** What Discord's menu holds for what was typed so far. */
export function offersFor(known: readonly Subcommand[], text: string): Offer[] {
  if (!text.startsWith('/')) return [];
  const words = text.slice(1).toLowerCase().split(/\s+/).filter(Boolean);
  return known
    .filter(({ path }) => words.every((word) => path.includes(word)))
    .map(({ path, description }) => ({ key: path, label: `/${path}`, detail: description }));
}
