import * as email from '../../adapters/email/texts/messages.ts';
import { translateProblems, translateTexts } from '../../src/core/base/languages.ts';
import * as digest from '../../src/core/digest/texts.ts';
import * as message from '../../src/core/message/texts.ts';
import * as paper from '../../src/core/paper/texts.ts';
import * as reason from '../../src/core/reason/texts.ts';
import * as schedule from '../../src/core/schedule/texts.ts';
import * as vote from '../../src/core/vote/texts.ts';
import * as noDigest from '../../src/jobs/delivery/no-digest-texts.ts';
import * as owner from '../../src/jobs/delivery/notify-owner-texts.ts';
import * as confirmation from '../../src/jobs/mail/confirmation-texts.ts';
import * as follow from '../../src/jobs/people/follow-texts.ts';

const WEEKDAY =
  '{day, select, mon {Montag} tue {Dienstag} wed {Mittwoch} thu {Donnerstag} fri {Freitag} sat {Samstag} other {Sonntag}}';
const LOOK_IN_CHANNEL = 'Sieh nach, ob der Post im Kanal steht.';
const LOOK = 'Sieh nach, ob der Post angekommen ist.';
const RESUME = 'Mit {command} geht es weiter.';

/** Digests, recaps and notices: what the bot posts and sends by itself. */
export const catalogs = [
  translateTexts(message.texts, {
    withdrawn: 'Von den Autoren zurückgezogen.',
    listed: 'gelistet am {date}',
    published: 'veröffentlicht am {date}',
    firstAuthor: '{first} et al.',
    sharedBy: 'Geteilt von @{name}',
    digest: 'Papers des Tages · {day}',
    digestEarlier: 'Papers früherer Tage · {day}',
    digestMore: 'Weitere Papers · {day}',
    weekRecap: 'Wochenrückblick · {from} bis {to}',
    monthRecap: 'Monatsrückblick · {month}',
    part: '({n} von {total})',
  }),
  translateTexts(paper.texts, {
    upvotes: '{count, plural, one {{shown} Upvote} other {{shown} Upvotes}}',
    comments: '{count, plural, one {{shown} Kommentar} other {{shown} Kommentare}}',
    stars: '{count, plural, one {{shown} Stern} other {{shown} Sterne}}',
    upvotesIn: '{upvotes} in {time}',
    upvotesRising: '{upvotes} (+{gained} in {time})',
    hours: '{count, plural, one {# Stunde} other {# Stunden}}',
    hoursShort: '{count} h',
    days: '{count, plural, one {# Tag} other {# Tagen}}',
    models: '{count, plural, one {# Modell} other {# Modelle}}',
    datasets: '{count, plural, one {# Datensatz} other {# Datensätze}}',
    code: 'Code',
    project: 'Projekt',
    demos: '{count, plural, one {# Demo} other {# Demos}}',
    authorsAndMore: '{names} und {count} weitere',
  }),
  translateTexts(vote.texts, { elsewhere: '({count} anderswo)' }),
  translateTexts(digest.texts, {
    matchesTopic: 'passt zum Thema „{topic}“',
    voted: 'Dafür habt ihr gestimmt',
    missed: 'Verpasst',
    rose: 'Nach dem Posten gestiegen',
    top: 'Beliebtestes Paper',
    more: 'Weitere',
  }),
  translateTexts(digest.subjects, {
    agents: 'Agenten',
    video: 'Video',
    images: 'Bilderzeugung',
    scenes: '3D und Szenen',
    robots: 'Robotik',
    sound: 'Sprache und Audio',
    code: 'Code',
    retrieval: 'Suche und Gedächtnis',
    efficiency: 'Effizienz',
    science: 'Wissenschaft und Medizin',
    safety: 'Sicherheit',
    worlds: 'Weltmodelle',
    diffusion: 'Diffusions-Sprachmodelle',
    training: 'Training mit Belohnungen',
    reasoning: 'Schlussfolgern',
    seeing: 'Bild und Sprache',
  }),
  translateProblems(reason.reasons, {
    noEdition: { what: 'Es gibt noch keine Papers des Tages: Es wurden keine geladen, oder keine gelistet.' },
    allShown: {
      what: 'Keine neuen Papers: Dieser Kanal kennt {count, plural, one {das einzige Paper} other {alle # Papers}} {days} schon.',
    },
    allFiltered: {
      what: '{count, plural, one {Das einzige neue Paper {days} passt nicht} other {Von # neuen Papers {days} passt keines}} zum Filter dieses Kanals.',
    },
    nothingToRecap: {
      what: '{period, select, week {In der letzten Woche} other {Im letzten Monat}} gab es hier keine Stimmen, keine Papers, die nach dem Posten gestiegen sind, und keine verpassten.',
    },
    recapOff: { what: 'Der Rückblick wurde ausgeschaltet.' },
    notSubscribed: { what: 'Dieser Kanal hat keinen täglichen Post.' },
    pageEnded: { what: 'Der Kanal, aus dem die Papers kommen, hat keine öffentliche Seite mehr.' },
    channelPaused: { what: 'Der Kanal ist angehalten: {because}' },
    noCatchUp: {
      what: 'Paperboy lief zu der Zeit nicht, und dieser Kanal will keine verspäteten Posts ({hours} h zu spät).',
    },
    beyondLatest: {
      what: 'Paperboy lief zu der Zeit nicht, und {hours} h sind mehr als die erlaubten {most} h.',
    },
    newestUnknown: {
      what: '{source} war zuletzt nicht erreichbar, deshalb ist nicht bekannt, welche Papers neu sind.',
      fix: 'Mehr dazu zeigt {command}.',
    },
    waitsForSource: {
      what: '{source} war nicht erreichbar.',
    },
    sourceUnavailable: {
      what: '{source} war nicht erreichbar.',
      fix: 'Die Papers kommen mit dem nächsten Post, oder mit {command}, sobald sie wieder erreichbar ist.',
    },
    leftOut: { what: 'Weggelassen: {papers}. {because}' },
    platform: { what: '{platform} hat ein Problem gemeldet: {code}.' },
    platformOff: {
      what: '{platform} ist ausgeschaltet: Die Einstellungen dafür fehlen.',
      fix: 'Setz sie (siehe .env.example), und starte den Bot neu.',
    },
    secondLook: {
      what: 'Ein Post ist vielleicht verspätet angekommen: Er wird noch einmal gesucht, bevor er wieder gesendet wird.',
      fix: LOOK_IN_CHANNEL,
    },
    stoppedSending: {
      what: 'Der Bot wurde beendet, während er einen Post sendete, und auf dieser Plattform lässt sich der Post nicht suchen.',
      fix: LOOK,
    },
    cannotLookUp: {
      what: 'Ein Post wurde vielleicht gesendet, und auf dieser Plattform lässt er sich nicht suchen: {because}',
      fix: LOOK,
    },
    unknownOutcome: { what: '{because}', fix: LOOK_IN_CHANNEL },
    nothingToSend: { what: 'Es gibt nichts zu senden.' },
    stopping: { what: 'Paperboy wird beendet.' },
    diskFull: { what: 'Der Speicher dieses Bots ist voll, deshalb kann nichts gespeichert werden.' },
    databaseUnavailable: { what: 'Die Datenbank dieses Bots ist nicht erreichbar.' },
    databaseBusy: { what: 'Die Datenbank dieses Bots ist ausgelastet.' },
    internal: { what: 'Bei uns ist etwas schiefgegangen.', fix: 'Der Fehler steht im Log; bitte melde ihn.' },
    pausedManually: { what: 'von Hand angehalten', fix: RESUME },
    typed: { what: '{text}', fix: RESUME },
    removed: {
      what: 'Der Bot wurde von diesem Server oder aus diesem Workspace entfernt.',
      fix: 'Füg ihn innerhalb von {days, plural, one {# Tag} other {# Tagen}} wieder hinzu: Dann postet er von selbst weiter.',
    },
    unreadable: { what: 'gelistet, aber der Eintrag war nicht lesbar' },
    alreadyShown: { what: 'in diesem Kanal schon gezeigt' },
    withdrawn: { what: 'von den Autoren zurückgezogen' },
    fewUpvotes: {
      what: '{upvotes, plural, one {# Upvote ist} other {# Upvotes sind}} weniger als die verlangten {least}',
    },
    unwanted: { what: 'passt zu „{term}“, was dieser Kanal nicht will' },
    offTopic: {
      what: 'passt zu keinem der Themen {topics}{unknown, select, yes { (arXiv hat die Kategorien noch nicht geliefert)} other {}}',
    },
    tooAlike: { what: 'sagt fast dasselbe wie {to}, das gewählt wurde' },
    rankedBelow: { what: 'steht hinter den ersten {chosen}' },
    upvotes: { what: '{count, plural, one {# Upvote} other {# Upvotes}}' },
    rising: { what: '+{gained, number} in {hours, plural, one {# Stunde} other {# Stunden}}' },
    comments: { what: '{count, plural, one {# Kommentar} other {# Kommentare}}' },
    stars: { what: 'Code mit {count, plural, one {# Stern} other {# Sternen}}' },
    ownVotes: { what: '{net, number, ::sign-except-zero} von eurer Community' },
    likeLiked: { what: 'ähnlich wie „{title}“, das {count, number} von euch gut fanden' },
    suits: { what: 'ähnlich dem, wofür ihr hier stimmt' },
    unlike: { what: 'ähnlich wie Papers, gegen die hier gestimmt wurde oder die niemand beachtet hat' },
    nearNamed: {
      what: 'nahe an {by, select, topics {den Themen dieses Kanals} other {dem, was du verfolgst}}',
    },
    farFromNamed: {
      what: 'nicht nahe an {by, select, topics {den Themen dieses Kanals} other {dem, was du verfolgst}}',
    },
    tried: { what: 'etwas anderes, um zu lernen, was ihr mögt' },
    alike: { what: 'ähnlich wie {to} darüber' },
    age: { what: '{days, plural, one {# Tag} other {# Tage}} alt' },
  }),
  translateTexts(reason.texts, {
    ofDays: '{same, select, yes {vom {from}} other {vom {from} bis {to}}}',
    fewUpvotesRule: '{count, plural, one {hat} other {haben}} weniger als die verlangten {least} Upvotes',
    unwantedRule: '{count, plural, one {passt} other {passen}} zu „{term}“, was dieser Kanal nicht will',
    offTopicRule:
      '{count, plural, one {passt} other {passen}} zu keinem der Themen {topics}{unknown, select, yes { (arXiv hat {count, plural, one {die Kategorien} other {ihre Kategorien}} noch nicht geliefert)} other {}}',
    tooAlikeRule: '{count, plural, one {sagt} other {sagen}} fast dasselbe wie {to}, das gewählt wurde',
  }),
  translateTexts(schedule.texts, {
    atCron: 'nach „{cron}“',
    atEveryDay: 'täglich um {time}',
    atFromTo: 'um {time} von {from} bis {to}',
    atDays: 'um {time} am {days}',
    catchUpAll: 'bis zu {most}',
    catchUpSkip: 'keine',
    catchUpLatest: 'den letzten',
    weekday: WEEKDAY,
    everyWeek: `jeden ${WEEKDAY} um {time}`,
    everyMonth: 'am 1. jedes Monats um {time}',
  }),
  translateProblems(schedule.problems, {
    catchUpInvalid: {
      what: '„{typed}“ sagt nicht, welche verpassten Posts nachgeholt werden.',
      fix: 'Schreib skip, latest, oder wie viele höchstens (1 bis {most}), zum Beispiel 5.',
    },
    recapInvalid: {
      what: '„{typed}“ ist kein Wochentag mit Uhrzeit.',
      fix: 'Schreib es als fri 16:00, on oder off.',
    },
    monthRecapInvalid: {
      what: '„{typed}“ ist keine Uhrzeit für den Monatsrückblick.',
      fix: 'Schreib sie als 9:00, oder on oder off. Er kommt am ersten Tag des Monats.',
    },
    quietInvalid: {
      what: '„{typed}“ ist kein Bereich von Stunden.',
      fix: 'Schreib ihn als 22-7, oder none.',
    },
    publicNameInvalid: {
      what: '„{typed}“ kann nicht der Name einer öffentlichen Seite sein.',
      fix: 'Schreib {least} bis {most} Buchstaben a bis z, Ziffern und Bindestriche, wie ml-papers; oder no für keine Seite.',
    },
    publicNameTaken: {
      what: 'Ein anderer Kanal hat die öffentliche Seite {name}.',
      fix: 'Nimm einen anderen Namen.',
    },
    timeInvalid: { what: '„{typed}“ ist keine Uhrzeit.', fix: 'Schreib sie als 09:00 oder 5pm.' },
    daysInvalid: {
      what: '„{typed}“ nennt keine Wochentage.',
      fix: 'Schreib mon-fri, daily, weekends oder mon,wed,fri.',
    },
  }),
  translateTexts(noDigest.texts, {
    noPapers: 'Heute keine neuen Papers',
    noRecap: 'Diesmal kein Rückblick',
    pageEnded: 'Der Kanal hat keine öffentliche Seite mehr',
    pageEndedText:
      'Was er postet, kam von dort zu dir. Dies ist die letzte Mail, und deine Adresse wird gelöscht.',
    noDigest: 'Heute keine Papers',
    sourceUnavailable:
      '{source} war von {from} bis {to} nicht erreichbar, deshalb ist nicht bekannt, welche Papers neu sind.',
    sourceUnavailableAndNext:
      '{source} war von {from} bis {to} nicht erreichbar, deshalb ist nicht bekannt, welche Papers neu sind. Der nächste Post kommt {next}.',
  }),
  translateTexts(owner.texts, {
    pausedTitle: 'Deine Papers des Tages sind angehalten',
    paused: 'Die Posts in {channel} kommen nicht an.',
    failedTitle: 'Papers konnten nicht gepostet werden',
    failed: 'Die Papers für {channel} wurden aufgegeben. Der nächste Post wird wie immer versucht.',
    unknownTitle: 'Ob Papers gepostet wurden, ist nicht bekannt',
    unknown:
      'Die Verbindung brach ab, während die Papers in {channel} gepostet wurden, und es lässt sich nicht nachsehen.',
    twiceTitle: 'Ein Post ist doppelt',
    twice: 'Ein Post steht doppelt in {channel}.',
    twiceFix:
      'Lösch einen der beiden: Die Plattform hat zu spät geantwortet, und der Bot darf den Post nicht löschen.',
  }),
  translateTexts(confirmation.texts, {
    title: 'Möchtest du die Papers {often, select, weekly {der Woche} other {des Tages}} per E-Mail?',
    text: 'Jemand, wahrscheinlich du, hat bei Paperboy für diese Adresse bestellt: {what, select, channel {die Papers, die ein Chat-Kanal bekommt} follows {die Papers, denen jemand in einem Chat folgt} public {die Papers, die ein öffentlicher Kanal postet} topics {die Papers zu einigen Themen} other {alle Papers der Liste}}, {when} ({zone}).',
    fix: 'Bis du auf den Button drückst, wird nichts gesendet. Wenn du es nicht warst, tu nichts: Nach zwei Tagen wird die Bestellung gelöscht, und deine Adresse mit ihr.',
    button: 'Ja, bitte senden',
  }),
  translateTexts(follow.texts, {
    title: '{count, plural, one {# neues Paper} other {# neue Papers}} für dich',
    note: '{command} zeigt, wem und was du folgst',
    noteMore: 'und {more} weitere; {command} zeigt, wem und was du folgst',
    follows: 'Du folgst {follow}',
    andMore: '{follows} und {count} weiteren',
  }),
  translateTexts(email.texts, {
    subject: '{title}: {first}{more, plural, =0 {} other { und # weitere}}',
    why: 'Warum: {reason}',
    listed: 'gelistet am {date}',
    published: 'veröffentlicht am {date}',
    by: '— {by}',
    voteUp: '👍 Dafür stimmen',
    voteDown: '👎 Dagegen stimmen',
    onThePage: 'Hugging Face',
    request: 'Anfrage {id}',
    change: 'Zeit oder Themen ändern',
    unsubscribe: 'Abbestellen',
    whyYouGetIt: 'Du bekommst diese E-Mail, weil du sie bestätigt hast.',
    notAsked:
      'Du bekommst diese E-Mail, weil jemand deine Adresse eingegeben hat. Ohne deinen Klick wird nichts weiter gesendet.',
  }),
];
