import * as passing from '../../commands/texts/passing.ts';
import * as commands from '../../commands/texts/search.ts';
import { translateProblems, translateTexts } from '../../src/core/base/languages.ts';
import * as matching from '../../src/core/matching/texts.ts';
import * as engine from '../../src/search/texts/texts.ts';

export const catalogs = [
  translateTexts(commands.texts, {
    searchSummary: 'Alle Papers nach den Wörtern durchsuchen, die besten Treffer zuerst',
    queryLabel: 'Wonach gesucht wird',
    query:
      'Wörter oder eine "Phrase"; auch -Wort, Anfang*, author:, org:, after:, before:, votes:>20, code:yes',
    searchTitle: 'Suche: {query}',
    nextPage: 'mehr mit page:{page}',
    searchOn: 'Auf {source} suchen',

    moreSummary: 'In einer anderen Quelle nach weiteren Papers suchen',
    moreWhereLabel: 'Wo gesucht wird',
    moreWhere: 'Die Quelle, die durchsucht wird',
    moreQuery: 'Die Wörter, nach denen gesucht wird',
    moreTitle: '{source}: {query}',
    moreCount: '{count, plural, one {# Paper} other {# Papers}}, ab jetzt auch in der Suche hier',
    moreNone: 'Auch auf {source} wurde nichts gefunden. Versuch es mit weniger oder anderen Wörtern.',

    similarSummary: 'Papers finden, die einem Paper ähnlich sind',
    similarTitle: 'Ähnlich wie: {title}',
    similarCount: '{count, plural, one {# ähnliches Paper} other {# ähnliche Papers}}',
    similarNearest:
      'Keines kommt diesem Paper nahe; {count, plural, one {dieses ist das nächste} other {diese # sind die nächsten}}',
    similarNone: 'Es wurden keine ähnlichen Papers gefunden. Such stattdessen nach dem Thema: {command}.',
    noPapersYet: 'Es ist noch nichts zu finden: Hier wurden noch keine Papers geladen.',
  }),
  translateTexts(commands.operators, {
    words: 'attention sinks: Papers mit einem der Wörter, die besten Treffer zuerst',
    requests:
      'latest research on agents: neueste zuerst; a survey of agents: Überblicksarbeiten zuerst; papers about agents: nur das Thema',
    phrase: '"attention sinks": Papers mit genau dieser Phrase',
    without: '-video: Papers ohne dieses Wort',
    prefix: 'quant*: Wörter, die mit diesen Buchstaben anfangen',
    names: 'author:xiao oder org:google: von diesem Autor oder dieser Organisation',
    dates: 'after:2024-01 oder before:2025: ab oder bis dann veröffentlicht',
    votes: 'votes:>20: mit mehr als 20 Upvotes',
    code: 'code:yes: mit Code',
  }),
  translateProblems(commands.problems, {
    demoOffline: {
      what: 'Die Demo hat kein Netzwerk und kann {source} nicht durchsuchen.',
      fix: 'Durchsuch die Papers, die sie hat.',
    },
    sourceUnknown: {
      what: '„{where}“ ist keine Quelle, die durchsucht werden kann.',
      fix: 'Nimm eine von diesen: {sources}.',
    },
    wordsMissing: {
      what: 'Diese Suche hat kein Wort, nach dem {source} suchen kann.',
      fix: 'Such nach einem Wort oder Namen. Datum, Stimmen und Code gehen nur in der Suche von Paperboy.',
    },
  }),
  translateTexts(engine.texts, {
    building: 'Der Suchindex wird aufgebaut: {percent} %',
    embedding: 'Embeddings werden berechnet: {percent} %',
    byLabel: 'von ',
    fromLabel: 'aus ',
    keywordLabel: 'Stichwort ',
    titleLabel: 'im Titel: ',
    unknownWord: 'Kein Paper hier enthält „{word}“.',
    suggestedWord: 'Kein Paper hier enthält „{word}“. Meinst du „{other}“?',
    rareWord:
      'Nur ein Paper hier enthält „{word}“. {replaced, select, true {Stattdessen wurde nach „{other}“ gesucht.} other {Meinst du „{other}“?}}',
    replacedWord: 'Statt nach „{word}“ wurde nach „{other}“ gesucht.',
    longQuery: 'Nur nach den ersten {most} Zeichen wurde gesucht.',
    manyWords: 'Nur nach den ersten {most} verschiedenen Wörtern wurde gesucht.',
    longQuestion: 'In einer so langen Frage gelten Anführungszeichen und Minus nicht als Befehle.',
    commonPhrase: 'Fast jedes Paper enthält diese Wörter, deshalb wurde nach ihnen als Phrase gesucht.',
    unknownOperator: 'Es gibt keinen Operator {names}; das wurde als Wort gelesen. Es gibt {known}.',
    readRequest:
      'Gesucht wurde nach „{topic}“{newest, select, true {, neueste zuerst} other {}}{survey, select, true {, Überblicksarbeiten zuerst} other {}}.',
    unknownPaper: 'Kein Paper hier hat die ID {id}.',
    otherLanguage: 'Die Papers sind auf Englisch: Such mit englischen Wörtern.',
    noSuchPhrase: 'Kein Paper hier enthält genau diese Phrase; diese enthalten ihre Wörter.',
    newestFirst: 'Neueste zuerst: Es gibt keine Wörter, nach denen sich ordnen ließe.',
    commonWord: 'Fast jedes Paper enthält „{word}“, das Wort unterscheidet sie nicht. Nimm ein Wort dazu.',
    emptyQuery: 'Gib ein Wort oder eine Zahl ein, nach der gesucht werden soll.',
    noSuchOrder: 'Nichts gefunden: Kein Paper hier enthält diese Wörter in dieser Reihenfolge.',
    embedderName: 'Der Server für Embeddings',
  }),
  translateProblems(engine.problems, {
    indexDamaged: {
      what: 'Der Suchindex war beschädigt und wird neu aufgebaut.',
      fix: 'Versuch es in einer Minute noch einmal.',
    },
  }),
  translateTexts(passing.texts, {
    examples: 'Zum Beispiel',
    none: 'Kein Paper passt',
    most: 'Die meisten Papers passen',
    tryInstead:
      'Oder versuch {command}: Dazu {passing, plural, one {passt # Paper} other {passen # Papers}}.',
    noneHint:
      'Setz Kommas zwischen die Themen, nimm für jedes weniger Wörter, oder schreib match:any, damit ein Wort genügt.',
    mostHint: 'Nimm mehr Wörter für jedes Thema, oder verlang mehr Upvotes.',
  }),
  translateTexts(matching.texts, {
    noPapers: 'Es wurden noch keine Papers geladen, deshalb ist nicht bekannt, wie viele passen.',
    lastWeek: 'der letzten Woche',
    weekUpTo: 'der Woche bis {day}',
    passing:
      '{passing} von {papers, plural, one {# Paper} other {# Papers}} {week} {passing, plural, one {passt} other {passen}}.',
    nonePasses:
      '{papers, plural, one {Das einzige Paper {week} passt nicht} other {Keines von # Papers {week} passt}}.',
    categoriesUnknown: 'Von {count} davon hat arXiv die Kategorien noch nicht geliefert.',
    nameForms: '{operator}:hinton oder {operator}:"zwei Wörter"',
    dayForms: '{operator}:2024-05-31, {operator}:2024-05 oder {operator}:2024',
    voteForms: "votes:>20, votes:>=20 oder votes:'<'5",
    codeForms: 'code:yes oder code:no',
  }),
  translateProblems(matching.problems, {
    searchOperator: { what: '`{typed}` kann nicht gelesen werden.', fix: 'Schreib {forms}.' },
  }),
];
