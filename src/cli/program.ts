import { Command, Option } from 'commander';
import type { Command as CommandSpec, Option as OptionSpec } from '../core/command/command.ts';
import type { App, BuildKind, DemoChoice } from './base/app.ts';
import { help } from './base/help-texts.ts';
import {
  CHANNEL_ARGUMENT,
  CHAT_COMMANDS,
  type ChatCommand,
  listOptionsHere,
  listPositionalOptions,
  toFlag,
} from './chat/chat-commands.ts';
import { runChatCommand } from './chat/run-chat-command.ts';
import { type BackfillOptions, backfill } from './commands/backfill.ts';
import { bounce } from './commands/bounce.ts';
import { check } from './commands/check.ts';
import { type DemoOptions, runDemo } from './commands/demo.ts';
import { importFiles, reindex } from './commands/import.ts';
import { link, unlink } from './commands/link.ts';
import type { MoveOptions } from './commands/move.ts';
import { type PersonOptions, runPerson } from './commands/person.ts';
import { type PostOptions, post } from './commands/post.ts';
import { runSite, type SiteOptions } from './commands/site.ts';
import { start } from './commands/start.ts';
import { runSubscriptions } from './commands/subscriptions.ts';
import { type DeleteTenantOptions, deleteTenant, exportTenant } from './commands/tenant.ts';
import { addWebhook, listWebhooks, removeWebhook } from './commands/webhook.ts';

/** What the commands are run with. */
export interface ProgramDeps {
  readonly version: string;
  /** Those of the chats. */
  readonly commands: readonly CommandSpec[];
  /** A line for each setting. */
  readonly settingsHelp: string;
  /** Builds the bot and runs a command with it. */
  withApp(run: (app: App) => Promise<number>, kind?: BuildKind, choice?: DemoChoice): () => Promise<void>;
  /** Asks the bot that runs on this machine how it is, and prints the answer. */
  checkHealth(probe: 'livez' | 'readyz'): Promise<void>;
  /** Copies a database; builds no bot. */
  move(options: MoveOptions): Promise<void>;
  /** Resolves when the process is asked to stop. */
  readonly asked: Promise<void>;
  /** Resolves then, or when the person at the terminal leaves. */
  waitForEnd(app: App): Promise<void>;
  readonly print: (line: string) => void;
  readonly printError: (line: string) => void;
}

/** The table of contents of the command line. */
export function createProgram(deps: ProgramDeps): Command {
  const { print, printError, version } = deps;
  const program = new Command('paperboy')
    .description(help.program())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => print(text.trimEnd()),
      writeErr: (text) => printError(text.trimEnd()),
    })
    .version(version, '-v, --version', help.version())
    // What follows a command belongs to the command: `search diffusion -video` does not ask for the version.
    .enablePositionalOptions()
    .configureHelp({ subcommandTerm: formatSubcommand, minWidthToWrap: 30 })
    .showHelpAfterError(help.tryHelp())
    .addHelpText('after', help.end());
  addStarts(program, deps);
  const [papers, channels] = [CHAT_COMMANDS.filter(isAboutPapers), CHAT_COMMANDS.filter(isAboutChannel)];
  for (const entry of channels) addChatCommand(program, entry, deps);
  addPosting(program, deps);
  addWebhooks(program, deps);
  addCollecting(program, deps);
  for (const entry of papers) addChatCommand(program, entry, deps);
  addMaintenance(program, deps);
  return program;
}

function isAboutChannel({ hasChannel }: ChatCommand): boolean {
  return hasChannel === true;
}

function isAboutPapers(entry: ChatCommand): boolean {
  return !isAboutChannel(entry);
}

function addStarts(program: Command, { withApp, waitForEnd, asked, settingsHelp }: ProgramDeps): void {
  program
    .command('start', { isDefault: true })
    .description(help.start())
    .addHelpText('after', `\n${help.startSettings()}\n${settingsHelp}`)
    .action(withApp(async (app) => start(app, waitForEnd(app)), 'service'));
  program
    .command('demo')
    .description(help.demo())
    .option('--replay <folder>', help.demoReplay())
    .option('--date <day>', help.demoDate())
    .option('--speed <n>', help.demoSpeed())
    .option('--no-browser', help.demoNoBrowser())
    .option('--no-open', help.demoNoOpen())
    .option('--page', help.demoPage())
    .option('--port <port>', help.demoPort())
    .action((options: DemoOptions) =>
      withApp((app) => runDemo(app, options, { asked, left: waitForEnd(app) }), 'demo', options)(),
    );
}

function addPosting(program: Command, { withApp }: ProgramDeps): void {
  program.command('subscriptions').description(help.subscriptions()).action(withApp(runSubscriptions));
  program
    .command('post')
    .description(help.post())
    .argument(...CHANNEL_ARGUMENT)
    .option('--date <day>', help.postDate())
    .option('--dry-run', help.postDryRun())
    .option('--json', help.postJson())
    .action((channel: string, options: PostOptions) =>
      withApp((app) => post(app, channel, options), options.dryRun ? 'dry-run' : 'one-shot')(),
    );
}

function addWebhooks(program: Command, { withApp }: ProgramDeps): void {
  const webhook = program.command('webhook').description(help.webhook());
  webhook
    .command('add')
    .description(help.webhookAdd())
    .argument('<NAME>', help.webhookName())
    .argument('<ADDRESS>', help.webhookAddress())
    .action((name: string, address: string) => withApp((app) => addWebhook(app, name, address))());
  webhook.command('list').description(help.webhookList()).action(withApp(listWebhooks));
  webhook
    .command('remove')
    .description(help.webhookRemove())
    .argument('<NAME>', help.webhookName())
    .action((name: string) => withApp((app) => removeWebhook(app, name))());
}

function addCollecting(program: Command, { withApp }: ProgramDeps): void {
  program
    .command('backfill')
    .description(help.backfill())
    .requiredOption('--from <day>', help.backfillFrom())
    .option('--to <day>', help.backfillTo())
    .option('--again', help.backfillAgain())
    .action((options: BackfillOptions) => withApp((app) => backfill(app, options))());
  program
    .command('import')
    .description(help.importFiles())
    .argument('<FILE...>', help.importFile())
    .action((files: string[]) => withApp((app) => importFiles(app, files))());
  program
    .command('site')
    .description(help.site())
    .requiredOption('--out <folder>', help.siteOut())
    .option('--days <n>', help.siteDays(), '30')
    .option('--url <address>', help.siteUrl())
    .action((options: SiteOptions) => withApp((app) => runSite(app, options))());
  program.command('reindex').description(help.reindex()).action(withApp(reindex));
}

function addMaintenance(program: Command, { withApp, checkHealth, move }: ProgramDeps): void {
  program
    .command('move')
    .description(help.move())
    .requiredOption('--from <file>', help.moveFrom())
    .option('--to <address>', help.moveTo())
    .action(move);
  program
    .command('link')
    .description(help.link())
    .argument('<PLATFORM:ID...>', help.linkMembers())
    .action((tenants: string[]) => withApp((app) => link(app, tenants))());
  program
    .command('unlink')
    .description(help.unlink())
    .argument('PLATFORM:ID')
    .action((tenant: string) => withApp((app) => unlink(app, tenant))());
  program
    .command('person')
    .description(help.person())
    .argument('PERSON', help.personId())
    .option('--forget', help.personForget())
    .action((who: string, options: PersonOptions) => withApp((app) => runPerson(app, who, options))());
  const tenant = program.command('tenant').description(help.tenant());
  tenant
    .command('export')
    .description(help.tenantExport())
    .argument('PLATFORM:ID')
    .action((which: string) => withApp((app) => exportTenant(app, which))());
  tenant
    .command('delete')
    .description(help.tenantDelete())
    .argument('PLATFORM:ID')
    .option('--yes', help.tenantYes())
    .action((which: string, options: DeleteTenantOptions) =>
      withApp((app) => deleteTenant(app, which, options))(),
    );
  program
    .command('bounce')
    .description(help.bounce())
    .action(withApp((app) => bounce(app, process.stdin)));
  program.command('check').description(help.check()).action(withApp(check));
  program
    .command('health')
    .description(help.health())
    .option('--live', help.healthLive())
    .action(({ live }: { readonly live?: true }) => checkHealth(live ? 'livez' : 'readyz'));
}

/** A command of the chats: its arguments and flags come from its own list of options. */
function addChatCommand(program: Command, entry: ChatCommand, { commands, withApp }: ProgramDeps): void {
  const spec = commands.find(({ name }) => name === entry.name);
  if (!spec) throw new Error(`there is no command ${entry.name}`);
  const command = program.command(entry.name).description(lowerFirst(spec.summary));
  if (entry.hasChannel) command.argument(...CHANNEL_ARGUMENT);
  const positional = listPositionalOptions(spec);
  for (const option of positional) command.argument(toPlaceholder(option), option.summary);
  for (const option of listOptionsHere(spec)) {
    if (positional.includes(option)) continue;
    const flag = new Option(`${toFlag(entry, option)} <${option.name}>`, option.summary);
    command.addOption(option.choices ? flag.choices([...option.choices]) : flag);
  }
  if (entry.hasLimit) command.option('--limit <n>', help.limit());
  command.option('--json', help.json());
  if (spec.propose) command.option('--yes', help.yes());
  // A word to leave out looks like an option.
  if (positional.some(({ trailing }) => trailing)) command.allowUnknownOption();
  command.action((...given: unknown[]) => {
    const count = positional.length + (entry.hasChannel ? 1 : 0);
    const typed = {
      positional: given.slice(0, count).filter((one) => one !== undefined) as Array<string | string[]>,
      flags: given[count] as Readonly<Record<string, unknown>>,
    };
    return withApp((app) => runChatCommand(app, entry, spec, typed))();
  });
}

/** `<QUERY...>`, `[REASON...]` */
function toPlaceholder({ name, trailing, required }: OptionSpec): string {
  const called = `${name.toUpperCase()}${trailing ? '...' : ''}`;
  return required ? `<${called}>` : `[${called}]`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Two columns have to fit in eighty: its own help lists what a command takes. */
function formatSubcommand(command: Command): string {
  const taken = command.registeredArguments.map((argument) => {
    const called = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${called}>` : `[${called}]`;
  });
  return [command.name(), ...taken].join(' ');
}
