import { createProblems, createTexts } from '../../core/base/catalog.ts';

/** Who wrote a summary, what a reader should know of it, and what is being done meanwhile. */
export const texts = createTexts({
  byHuggingFace: 'AI summary, Hugging Face',
  byNobody: 'no summary',
  fromAbstract: 'from the abstract',
  byAndAbstract: '{by}; then from the abstract',
  fromFullText: 'from the full text',
  fromBoth: 'from the abstract and the full text',
  byModel: '{model}, checked against {source, select, full {the full text} other {the abstract}}',
  inEnglish: 'This summary is in English.',
  needsModel: 'Other languages need a model; this summary is in English.',
  partsUnclear: 'It is not certain which sentence is the problem, the method or the result.',
  restUnclear: 'It is not certain whether the other sentences are the problem, the method or the result.',
  noAbstract: 'No abstract is available for this paper.',
  noModel: 'No model wrote this: {why}.',
  fetchingFullText: 'Fetching the full text',
  server: 'the server of {model}',
  writing: '{model} is writing',
  repairing: '{model} is correcting its answer',
  waiting: 'Waiting for {model}',
  inventedDropped:
    '{count, plural, one {A sentence was} other {# sentences were}} dropped: the paper does not have {inventions}.',
  barredDropped: 'Sentences that contained {things} were dropped.',
  ordersLeftOut: 'The paper contains instructions for language models; they were left out.',
});

/** What no summary contains. */
export const barredNames = createTexts({
  instruction: 'an instruction',
  contact: 'an address or a contact',
  appeal: 'words to the reader',
});

/** Only for the model, which is asked once to correct its answer. */
export const repairs = createTexts({
  quoteShort: 'The quote is too short: copy at least {least} words of the paper.',
  quoteForeign: 'The quote is not in the paper.',
  offTopic: 'It speaks of something else than the paper.',
  invented: 'The paper does not have: {inventions}.',
  barred: 'A summary must not hold {things}.',
  english: 'It is written in English, not in {language}.',
  otherLanguage: 'It is not written in {language}.',
  noEnglish: 'The English of a sentence is missing.',
  noObject: 'It holds no complete JSON object.',
  otherShape: 'The JSON has another shape: {why}.',
  empty: 'It says nothing.',
  cut: 'It was cut off: think less, and answer in few words.',
});

/** Why a model did not summarize; without a full stop, since a note goes on after it. */
export const problems = createProblems({
  contextTooSmall: {
    code: 'model-context',
    what: 'the context of {model} is too small for a paper',
    fix: 'Serve the model with a context of 16,384 tokens, or 4,096 at least (llama.cpp: -c, vLLM: --max-model-len, Ollama: OLLAMA_CONTEXT_LENGTH).',
  },
  modelDeclined: { what: '{model} declined to summarize this paper' },
  modelFailed: { what: '{why}' },
  modelUnreachable: { what: 'the server of {model} cannot be reached' },
  noUsableAnswer: { code: 'model-failed', what: '{model} gave no usable answer' },
  modelBusy: { what: 'the server of {model} is busy (429)' },
  unknownModel: {
    code: 'model-refused',
    what: 'the server of {model} knows no such model or address (404)',
    fix: 'Check LLM_BASE_URL, and that the server has {model} (with Ollama: ollama pull {model}).',
  },
  noCredit: {
    code: 'model-refused',
    what: 'the server of {model} refused the request ({status})',
    fix: 'Add credit to the account, or use another model.',
  },
  modelRefused: {
    what: 'the server of {model} refused the request ({status})',
    fix: 'Check LLM_BASE_URL, LLM_MODEL and LLM_API_KEY.',
  },
  serverFailed: { code: 'model-failed', what: 'the server of {model} failed ({status})' },
  pageInstead: {
    code: 'model-failed',
    what: 'the server of {model} answered with a page instead of a completion',
    fix: 'Check LLM_BASE_URL: it is the address of the API, which usually ends in /v1.',
  },
  emptyAnswer: { code: 'model-failed', what: 'the model server answered without a text' },
  modelTimeout: { what: '{model} did not answer in {seconds, plural, one {# second} other {# seconds}}' },
  queueFull: { code: 'model-busy', what: 'the model is busy with other summaries' },
  budgetUsed: { what: 'today’s budget for the model is used up' },
  nothingToRead: { what: 'neither its abstract nor its full text is known' },
  modelBroken: { what: 'something went wrong on our side' },
  stray: { code: 'model-useless', what: '{model} did not write in {language}' },
  cut: { code: 'model-useless', what: '{model} ran out of tokens before its answer was complete' },
  unreadable: { code: 'model-useless', what: '{model} did not answer in the form it was asked for' },
  refused: { code: 'model-useless', what: 'the answer of {model} did not match the paper' },
});

/** What `check` says of a model. */
export const findings = createProblems({
  failed: {
    what: 'model: {why}',
    fix: 'Check LLM_BASE_URL and that the server runs. Summaries work without it.',
  },
  answers: { what: 'model: {model} answers' },
  smallContext: {
    what: 'model: {model} answers, but its context is small: it is shown {shown, plural, one {# token} other {# tokens}} of a paper instead of {wanted, number}',
  },
  otherForm: {
    what: 'model: {model} answers, but not in the form it is asked for',
    fix: 'Use a model that can write JSON. Summaries work without it.',
  },
  cut: {
    what: 'model: {model} runs out of tokens before its answer is complete',
    fix: 'Serve it with a longer context, or use a model that thinks less before it answers.',
  },
});
