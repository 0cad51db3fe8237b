import { commands } from '../../commands/index.ts';
import { settings } from '../../src/config/settings.ts';
import { describeUsage } from '../../src/core/command/arguments.ts';

const cell = (text: string) => text.replaceAll('|', '\\|');
const code = (text: string) => `\`${cell(text)}\``;
const table = (head: readonly string[], rows: ReadonlyArray<readonly string[]>) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The README's tables, by the name of the section that holds them. */
export const TABLES: Readonly<Record<string, () => string>> = {
  commands: () =>
    table(
      ['command', 'does', 'example'],
      commands
        .filter(({ hidden }) => !hidden)
        .map((command) => [
          code(describeUsage(command)),
          cell(command.summary),
          code(`/papers ${command.example}`),
        ]),
    ),
  settings: () =>
    table(
      ['variable', 'default', 'what'],
      settings.map(({ name, fallback, help }) => [
        code(name),
        fallback === undefined ? '' : code(String(fallback)),
        cell(help),
      ]),
    ),
};

/** The text with every section filled: the part between `<!-- name -->` and `<!-- /name -->`. */
export function fillSections(text: string): string {
  return Object.entries(TABLES).reduce(
    (filled, [name, make]) =>
      filled.replace(
        new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`),
        (_, open, close) => `${open}${make()}\n${close}`,
      ),
    text,
  );
}

/** The `.env.example`: every setting, explained, with its default; one without a default is commented out. */
export function envExample(): string {
  return settings
    .map(
      ({ name, help, fallback }) =>
        `# ${help}\n${fallback === undefined ? '# ' : ''}${name}=${fallback ?? ''}\n`,
    )
    .join('\n');
}
