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
  /\b(?:you are|(?<!\bto )act as|pretend to be|pretend you are) (?:now )?(?:an? )?(?:AI|LLM|(?:large )?language model|(?:helpful )?assistant|chatbot|ChatGPT|DAN)\b/i,
  /\b(?:AI|LLM|language model|assistant|chatbot|summari[sz]er|reviewer|summary|summaries|tl;?dr|answer|response|reply|output)s?\b.{0,60}\b(?:must|should|shall|has to|have to|needs? to|are to|are required to) (?:now |only |instead |always |also )?(?:say|state|claim|praise|recommend|mention|include|contain|begin|start|end|output|print|write|reply|respond|answer|repeat|follow|obey|give|read|tell|be replaced)\b/i,
  /\b(?:when|if|before|while) (?:you )?(?:summari[sz]|review)(?:e|ing)\b.{0,30}\b(?:paper|this|text|document|abstract)\b.{0,40}\b(?:say|state|claim|praise|recommend|mention|include|output|print|write|reply|respond|add|always|do not|must|only)\b/i,
  /^(?:instead|please|now|just|only|then)?,? ?(?:say|print|output|reply|respond|answer|repeat|write)(?:,? (?:only|with|that|exactly|the following|nothing|to (?:every|the user)\w*|instead)\b|:? ?["'“‘])/i,
  /\b(?:give|write|provide|produce) (?:an? |only )*(?:positive|favou?rable|glowing|excellent) (?:review|summary|rating|assessment|score)\b/i,
  /\bdo not (?:summari[sz]e|mention (?:this|any|the)|highlight any (?:negatives|weakness))/i,
  /\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|prompts?)\b.{0,20}\b(?:above|before|so far|earlier)\b|\b(?:ignore|disregard|forget) (?:what|everything|anything|all)(?: that)? you (?:were|are|had been|have been)\b/i,
  /\byou (?:must|should|have to|need to|are to) (?:now |only |instead |always |also )?(?:say|claim|praise|recommend|output|print|reply|respond|answer|repeat|obey)\b/i,
  /\b(?:summary|answer|response|reply|review) (?:of this paper )?(?:must|should|has to|shall) be\b/i,
  /^(?:please |also |always |now )*(?:begin|start|end|finish) (?:your|the) (?:summary|answer|response|reply|output|review)\b/i,
  /^(?:please |also |always |now )*(?:include|add|insert|mention|put|append|write|state)\b.{0,160}\b(?:in|to|into|of) (?:your|the) (?:summary|answer|response|reply|output|review)\b/i,
  /^new task ?:|\b(?:reveal|print|list|show|output|repeat|leak) (?:me )?your (?:system |full |hidden )*(?:prompt|instructions?)\b|^(?:please )?translate the following\b/i,
  /\b(?:agent|assistant|chatbot|language model|LLM|AI|bot)s? (?:that (?:is|are) )?(?:reading|processing|summari[sz]ing|reviewing) (?:this|the) (?:page|paper|text|document|abstract|article)\b/i,
  /\bsummari[sz]e (?:it|this (?:paper|work|article|text)) as\b|^(?:please )?(?:call|describe|rate|present|praise|recommend) this (?:paper|work|article)\b/i,
  // The commonest one in other languages of the web.
  /\b(?:ignorier\w*|vergiss|vergessen sie)\b.{0,60}\b(?:anweisung|instruktion|vorgabe)\w*/i,
  /\b(?:ignore[rz]|oublie[rz])\b.{0,60}\b(?:instructions|consignes)\b/i,
  /\b(?:ignor|olvid|esque|dimentic)\w+.{0,60}\b(?:instrucciones|indicaciones|instruções|istruzioni)(?!\p{L})/iu,
  /(?:игнорируй|забудь)\p{L}*.{0,60}(?:инструкци|указани)/iu,
  /(?:忽略|无视|無視|忘记|忘掉).{0,30}(?:指令|指示|提示|规则|規則)|(?:指示|命令|プロンプト).{0,15}(?:無視|忘れ)/u,
];
/** What of a sentence is looked at: no instruction is longer, and a hostile text may be one endless sentence. */
const LOOKED_AT = 2_000;

export function isInstruction(sentence: string): boolean {
  const text = sentence.slice(0, LOOKED_AT);
  return INSTRUCTIONS.some((pattern) => pattern.test(text));
}
