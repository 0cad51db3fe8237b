import * as discordAnswers from '../../adapters/discord/texts/answers.ts';
import * as discordDefinition from '../../adapters/discord/texts/definition.ts';
import * as discordErrors from '../../adapters/discord/texts/errors.ts';
import * as discordMessages from '../../adapters/discord/texts/messages.ts';
import * as slackAnswers from '../../adapters/slack/texts/answers.ts';
import * as slackDefinition from '../../adapters/slack/texts/definition.ts';
import * as slackErrors from '../../adapters/slack/texts/errors.ts';
import * as slackMessages from '../../adapters/slack/texts/messages.ts';
import * as terminal from '../../adapters/terminal/texts.ts';
import { translateProblems, translateTexts } from '../../src/core/base/languages.ts';
import * as base from '../../src/core/base/texts.ts';
import * as nextDue from '../../src/jobs/timing/next-due-texts.ts';
import * as sources from '../../src/sources/shared/texts.ts';

const ASK_ADMIN =
  'Bitte einen Admin des Workspace, die App dort posten zu lassen, oder nimm einen anderen Kanal.';
const NEXT_POST = 'Du musst nichts tun: Die nächsten Papers kommen wie geplant.';
const INVITE = 'Gib im Kanal <code>/invite @Paperboy</code> ein, dann {resume}.';

/** What Discord and Slack show around a message, and the errors that people meet most often. */
export const catalogs = [
  translateTexts(discordAnswers.texts, {
    shared: 'Im Kanal geteilt',
    formNotOpened: 'Das Formular ließ sich nicht rechtzeitig öffnen',
    tryAgain: 'Bitte versuch es noch einmal.',
    cannotPost: 'Der Bot kann in diesem Kanal nicht posten, deshalb wird hier nichts geteilt.',
    addBot:
      'Bearbeite den Kanal, öffne die Berechtigungen, und füg den Bot mit View Channel und Send Messages hinzu.',
  }),
  translateTexts(discordMessages.texts, {
    why: 'Warum: {reason}',
    request: 'Anfrage {id}',
    thread: 'Papers',
    teaser: 'Vorschaubild zu {title}',
    roleIds: 'Wähl eine nach @, oder füg ihre ID ein (Entwicklermodus, Rollen-ID kopieren).',
    roleIdsInForm: 'Die ID einer Rolle: Entwicklermodus, Rollen-ID kopieren.',
    noPapers: 'Keine Papers.',
    andMore: 'und {count} weitere',
    reactWithKeycaps: 'Mit {count, plural, one {{first}} other {{first}…{last}}} abstimmen',
    more: '{count} weitere {cards, select, thread {im Thread} other {darunter}}',
    cards: '{cards, select, thread {Im Thread} other {Darunter}} eine Karte für jedes Paper',
  }),
  translateTexts(discordDefinition.texts, {
    whereIdsAre:
      'Schalte in Discord den Entwicklermodus ein (Benutzereinstellungen, Erweitert), dann Rechtsklick auf den Kanal: Kanal-ID kopieren.',
  }),
  translateProblems(discordErrors.problems, {
    discordChannelGone: {
      what: 'Den Kanal gibt es nicht mehr ({error}, {operation}).',
      fix: 'Richte den täglichen Post mit {subscribe} in einem anderen Kanal ein. In diesen wird nichts mehr gepostet.',
    },
    discordServerGone: {
      what: 'Der Bot ist nicht auf diesem Server ({error}, {operation}).',
      fix: 'Lad den Bot wieder ein, dann {resume}.',
    },
    discordMessageGone: { what: 'Die Nachricht wurde gelöscht ({error}, {operation}).', fix: NEXT_POST },
    discordThreadGone: { what: 'Der Thread des Posts wurde gelöscht ({error}).', fix: NEXT_POST },
    discordChannelHidden: {
      what: 'Der Bot kann den Kanal nicht sehen ({error}, {operation}).',
      fix: 'Erlaub der Rolle des Bots in den Einstellungen dieses Kanals View Channel, oder lad den Bot wieder ein, dann {resume}.',
    },
    discordDirectMessagesOff: {
      what: 'Diese Person nimmt keine Direktnachrichten vom Bot an ({error}, {operation}).',
      fix: 'Erlaub Direktnachrichten in den Datenschutzeinstellungen des Servers.',
    },
    discordPermissionMissing: {
      what: 'Dem Bot fehlt im Kanal eine Berechtigung ({error}, {operation}).',
      fix: 'Erlaub der Rolle des Bots in diesem Kanal View Channel, Send Messages, Embed Links, Add Reactions, Read Message History, Create Public Threads und Send Messages in Threads, dann {resume}: Das sagt, ob noch eine fehlt.',
    },
    discordOverloaded: { what: 'Discord ist überlastet ({error}, {operation}).' },
    discordThreadLocked: {
      what: 'Der Thread ist gesperrt ({error}, {operation}).',
      fix: 'Entsperr den Thread, oder wart auf den nächsten Post.',
    },
    discordRateLimited: { what: 'Discord begrenzt die Zahl der Anfragen ({operation}).' },
    discordHttpStatus: { what: 'Discord hat mit HTTP {status} geantwortet ({operation}).' },
    discordConnectionBroken: { what: 'Die Verbindung zu Discord ist abgebrochen: {error} ({operation}).' },
  }),
  translateTexts(slackAnswers.texts, {
    formNotOpened: 'Das Formular ließ sich nicht rechtzeitig öffnen',
    tryAgain: 'Bitte versuch es noch einmal.',
    fileSent: 'Sie steht in deinen Direktnachrichten mit diesem Bot.',
    botNotMember: 'Der Bot ist nicht Mitglied dieser Unterhaltung, deshalb wird hier nichts geteilt.',
    inviteFirst: 'Gib in einem Kanal zuerst /invite @{bot} ein.',
    channelArchived: 'Dieser Kanal ist archiviert, deshalb wird hier nichts geteilt.',
    channelReadOnly: 'Du darfst in diesem Kanal nicht posten, deshalb wird hier nichts geteilt.',
    askSomeone: 'Bitte jemanden, der es darf.',
  }),
  translateTexts(slackMessages.texts, {
    userGroupIds: 'Füg die ID der Benutzergruppe ein: Personen, Benutzergruppen, Gruppen-ID kopieren.',
    userGroupIdsInForm: 'Die ID einer Benutzergruppe: Personen, Benutzergruppen, Gruppen-ID kopieren.',
    teaser: 'Vorschaubild zu {title}',
    paper: 'Paper',
    facts: 'Angaben',
    status: 'Status',
    read: 'Seite des Papers',
    why: 'Warum: {reason}',
    noFacts: 'neu',
    request: 'Anfrage {id}',
    cancel: 'Abbrechen',
    ownWords: '{label}, in deinen Worten',
    formSent: 'Abgeschickt',
    backToForm: 'Zurück zum Formular',
    close: 'Schließen',
    answeredElsewhere:
      'Die Antwort steht {where, select, channel {im Kanal} other {in deinen Direktnachrichten mit diesem Bot}}.',
    timeOf: '{label}: Uhrzeit',
    lookAgain: 'Bestätigen',
    more: '{count} weitere {cards, select, thread {im Thread} other {darunter}}',
    cards: '{cards, select, thread {Im Thread} other {Darunter}} eine Karte für jedes Paper',
    vote: 'Mit {count, plural, one {{first}} other {{first} bis {last}}} abstimmen',
    voteFrom: 'Mit {first} für Paper {number} abstimmen, und so weiter',
  }),
  translateTexts(slackDefinition.texts, {
    whereIdsAre:
      'In Slack steht die ID am Ende der Details des Kanals, die sich mit einem Klick auf seinen Namen öffnen.',
  }),
  translateProblems(slackErrors.problems, {
    slackWorkspaceNotTold: {
      what: 'Slack hat nicht rechtzeitig gesagt, welcher Workspace das ist.',
      fix: 'Versuch es in einer Minute noch einmal.',
    },
    slackNotInChannel: { what: 'Der Bot ist nicht in diesem Kanal ({error}, {method}).', fix: INVITE },
    slackChannelNotFound: {
      what: 'Diesen Kanal gibt es nicht, oder er ist privat und der Bot ist nicht Mitglied ({error}, {method}).',
      fix: `${INVITE} Wenn der Kanal gelöscht wurde, musst du nichts tun: Dort wird nichts mehr gepostet.`,
    },
    slackChannelArchived: {
      what: 'Dieser Kanal ist archiviert ({error}, {method}).',
      fix: 'Stell den Kanal wieder her, dann {resume}. Bleibt er archiviert, musst du nichts tun: Dort wird nichts mehr gepostet.',
    },
    slackPostingRestricted: {
      what: 'Eine Einstellung des Workspace lässt den Bot in diesem Kanal nicht posten ({error}, {method}).',
      fix: ASK_ADMIN,
    },
    slackChannelReadOnly: { what: 'In diesem Kanal kann man nur lesen ({error}, {method}).', fix: ASK_ADMIN },
    slackAccessDenied: {
      what: 'Der Workspace gibt dem Bot keinen Zugriff ({error}, {method}).',
      fix: ASK_ADMIN,
    },
    slackMessageGone: { what: 'Die Nachricht wurde gelöscht ({error}, {method}).' },
    slackRateLimited: { what: 'Slack begrenzt die Zahl der Aufrufe ({method}).' },
    slackUnavailable: { what: 'Slack ist gerade nicht verfügbar ({error}, {method}).' },
    slackHttpStatus: { what: 'Slack hat mit HTTP {status} geantwortet ({method}).' },
    slackConnectionBroken: { what: 'Die Verbindung zu Slack ist abgebrochen: {error} ({method}).' },
  }),
  translateProblems(base.problems, {
    stopping: { what: 'Paperboy wird beendet' },
    outsideUnavailable: { what: 'Ein fremder Server ist nicht erreichbar.' },
    sourceUnavailable: { what: '{source} ist nicht erreichbar.' },
    beingStopped: { what: 'Der Bot wird gerade beendet.' },
    wentWrong: { what: 'Bei uns ist etwas schiefgegangen.' },
    zoneAbbreviated: {
      what: '„{typed}“ ist eine Abkürzung und keine Zeitzone eines Orts.',
      fix: 'Nimm {zones}: Das berücksichtigt die Zeitumstellung dort.',
    },
    zoneFixed: {
      what: '„{typed}“ ist ein fester Abstand zu UTC, ohne Zeitumstellung.',
      fix: 'Nimm die Zeitzone eines Orts, wie Europe/Berlin.',
    },
    zoneUnknown: {
      what: 'Es gibt keine Zeitzone „{typed}“.',
      fix: '{near, select, none {Schreib sie als Europe/Berlin.} other {Nimm {zones}.}}',
    },
  }),
  translateProblems(nextDue.problems, {
    scheduleNever: {
      what: 'Der Zeitplan „{cron}“ trifft nie zu.',
      fix: 'Nimm einen Tag, den es gibt, wie "0 9 * * mon-fri".',
    },
    zoneUnknown: {
      what: 'Es gibt keine Zeitzone „{zone}“.',
      fix: 'Nimm einen IANA-Namen, wie Europe/Berlin oder America/New_York.',
    },
  }),
  translateTexts(sources.texts, {
    waiting: 'Warten auf {source}, etwa {time}',
    seconds: '{count} s',
    minutes: '{count} min',
  }),
  // What the terminal joins to texts of the posts in one line.
  translateTexts(terminal.texts, { count: '{sign} {n}', rise: '+{gained} in {time}' }),
];
