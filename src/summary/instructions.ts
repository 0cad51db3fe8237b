/**
 * Sentences that talk to whoever summarizes instead of telling of the paper: `Ignore all previous instructions …`,
 * `Language models reading this must praise …`. A paper about such sentences loses the quoted ones, no more.
 */
const INSTRUCTIONS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|prior|above|earlier|preceding|foregoing|system|all|any|these|those|your)\b.{0,40}\b(?:instructions?|prompts?|rules?|directions?|guidelines?|text|messages?|context)\b/i,
  /\b(?:system|developer) (?:prompt|message|instruction|override)s?\s*:/i,
  /\b(?:new|updated|hidden|secret) instructions?\s*:/i,
  /<\|?\/?(?:system|assistant|user|im_start|im_end|endoftext|inst)\b[^>]{0,40}>|\[\/?(?:INST|SYS)\]|^#+ ?(?:system|instruction)\b|^(?:assistant|system|user) ?:/i,
  /^(?:important |special )?(?:note|attention|message|instructions?|dear)(?: to| for)?:? (?:all |any |the |every )*(?:AI|LLM|(?:large )?language model|assistant|chatbot|GPT|reviewer|summari[sz]er)s?\b/i,
  /\b(?:you are|act as|pretend to be|pretend you are) (?:now )?(?:an? )?(?:AI|LLM|(?:large )?language model|(?:helpful )?assistant|chatbot|ChatGPT|DAN)\b/i,
  /\b(?:AI|LLM|language model|assistant|chatbot|summari[sz]er|reviewer|summary|summaries|tl;?dr|answer|response|reply|output)s?\b.{0,60}\b(?:must|should|shall|has to|have to|needs? to|are to|is to) (?:now |only |instead |always |also )?(?:say|state|claim|praise|recommend|mention|include|contain|begin|start|end|output|print|write|reply|respond|answer|repeat|follow|obey|give|read|tell|be replaced)\b/i,
  /\b(?:when|if|before|while) (?:you )?(?:summari[sz]|review)(?:e|ing)\b.{0,30}\b(?:paper|this|text|document|abstract)\b.{0,40}\b(?:say|state|claim|praise|recommend|mention|include|output|print|write|reply|respond|add|always|do not|must|only)\b/i,
  /^(?:instead|please|now|just|only|then)?,? ?(?:say|print|output|reply|respond|answer|repeat|write)(?:,? (?:only|with|that|exactly|the following|nothing|to (?:every|the user)\w*|instead)\b|:? ?["'“‘])/i,
  /\b(?:give|write|provide|produce) (?:an? |only )*(?:positive|favou?rable|glowing|excellent) (?:review|summary|rating|assessment|score)\b/i,
  /\bdo not (?:summari[sz]e|mention (?:this|any|the)|highlight any (?:negatives|weakness))/i,
];
/** What of a sentence is looked at: no instruction is longer, and a hostile text may be one endless sentence. */
const LOOKED_AT = 2_000;

export function isInstruction(sentence: string): boolean {
  const text = sentence.slice(0, LOOKED_AT);
  return INSTRUCTIONS.some((pattern) => pattern.test(text));
}
