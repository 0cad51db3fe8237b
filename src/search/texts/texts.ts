import { createProblems, createTexts } from '../../core/base/catalog.ts';

/** What a person reads of a search and of the index behind it. */
export const texts = createTexts({
  building: 'Building the search index: {percent} %',
  embedding: 'Computing embeddings: {percent} %',

  // Why a paper was found, before the words that matched.
  byLabel: 'by ',
  fromLabel: 'from ',
  keywordLabel: 'keyword ',
  titleLabel: 'in the title: ',

  // What was not searched for as typed.
  unknownWord: 'No paper here has “{word}”.',
  suggestedWord: 'No paper here has “{word}”. Did you mean “{other}”?',
  rareWord:
    'Only one paper here has “{word}”. {replaced, select, true {Searched for “{other}” instead.} other {Did you mean “{other}”?}}',
  replacedWord: 'Searched for “{other}” instead of “{word}”.',
  longQuery: 'Only the first {most} characters were searched for.',
  manyWords: 'Only the first {most} different words were searched for.',
  longQuestion: 'In a question this long quotes and minus signs were not taken as commands.',
  commonPhrase: 'Nearly every paper has these words, so they were searched for as a phrase.',
  unknownOperator: 'No operator is called {names}; read as words. There are {known}.',
  readRequest:
    'Searched for “{topic}”{newest, select, true {, the newest first} other {}}{survey, select, true {, surveys first} other {}}.',
  unknownPaper: 'No paper here has the ID {id}.',
  otherLanguage: 'The papers are in English: search with English words.',
  noSuchPhrase: 'No paper here has exactly this phrase; these have its words.',
  newestFirst: 'Newest first: there are no words to rank by.',

  // Why nothing was searched for, or found.
  commonWord: 'Nearly every paper has the word “{word}”, so it cannot tell one from another. Add a word.',
  emptyQuery: 'Type a word or a number to search for.',
  noSuchOrder: 'Nothing found: no paper here has these words in this order.',

  embedderName: 'The embeddings endpoint',
});

export const problems = createProblems({
  indexDamaged: {
    what: 'The search index was damaged and is being rebuilt.',
    fix: 'Try again in a minute.',
  },
  searchIndex: {
    what: 'The search index cannot be written to {path}: {reason}',
    fix: 'Make sure that this folder is writable and the disk has space. Then run: npx node src/main.ts reindex',
  },
  embeddingsShape: {
    what: 'The embeddings endpoint did not send one vector of one length for each of {count, plural, one {# text} other {# texts}}.',
  },
  embeddingsFailed: {
    what: `{reason, select,
      timeout {The embeddings endpoint did not send its whole answer in time.}
      unreachable {The embeddings endpoint cannot be reached.}
      status {The embeddings endpoint answers with {status}.}
      reply {{detail}.}
      other {The embeddings endpoint gave no usable answer.}}`,
    fix: 'Check EMBEDDINGS_BASE_URL, EMBEDDINGS_MODEL and EMBEDDINGS_API_KEY. Search goes on without embeddings.',
  },
});

/** What `check` finds about the embeddings endpoint. */
export const findings = createProblems({
  embedderReady: { what: 'embeddings: {model} answers with {dimensions} numbers' },
  embedderFailed: { what: 'embeddings: {reason}' },
});
