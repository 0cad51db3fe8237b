import { toVisible } from './sentences.ts';
import { LOOKED_AT, undisguise } from './undisguise.ts';

/**
 * Sentences that talk to whoever summarizes instead of describing the paper: `Ignore all previous instructions …`,
 * `Language models reading this must praise …`. A paper about such sentences loses the quoted ones, no more: of 193,091
 * sentences of abstracts on arXiv in 2025 and 2026 four are taken for one. The list cannot be complete.
 */
const INSTRUCTIONS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|prior|above|earlier|preceding|foregoing|system|all|any|these|those|your)\b.{0,40}\b(?:instructions?|prompts?|rules?|directions?|guidelines?|text|messages?|context)\b/i,
  /\b(?:system|developer) (?:prompt|message|instruction|override)s?\s*:/i,
  /\b(?:new|updated|hidden|secret) instructions?\s*:/i,
  /<\|?\/?(?:system|assistant|user|im_start|im_end|endoftext|inst)\b[^>]{0,40}>|\[\/?(?:INST|SYS)\]|^#+ ?(?:system|instruction)\b|^(?:<[^>]{1,20}> ?)?(?:assistant|system|user) ?:/i,
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
  // It addresses somebody other than a reader of papers.
  /^\W*(?:(?:for|to)\b(?=[^.,:]{0,60}:)|(?:note (?:to|for)|attention|dear|hey|hello|hi)\b),? (?:all |any |the |every |automated |other )*(?:AI|LLM|(?:language )?model|assistant|agent|chatbot|bot|machine|tool|summari[sz]er|reviewer)s?(?: (?:reader|agent|system|tool|reviewer)s?)?(?: reading this)? ?[:,]/i,
  /\bif you(?:'re| are) (?:an? |the )?(?:AI|LLM|(?:large )?language model|assistant|chatbot|bot|agent|machine)\b|\bas an (?:AI|LLM)(?: model| assistant)?, you\b/i,
  /\b(?:models|agents|assistants|LLMs|AIs) (?:that|which|who) (?:read|process|summari[sz]e) this\b|\bthe user (?:wants|asks|asked|needs|would like) you\b/i,
  // A turn of role or task.
  /\bfrom now on,?\b.{0,40}\b(?:respond|answer|speak|write|say|reply|you)\b|^\W*end of (?:the )?(?:paper|document|text|abstract|input)\b|\bsystem override\b/i,
  /\b(?:you are|you're|feel) (?:now )?free to (?:say|write|answer|ignore)\b|\byour (?:new |only |real |true |next |sole )+(?:goal|task|role|job|mission|objective|purpose|instruction)s?\b/i,
  // What is to be written, and to be thought of the paper.
  /\byour (?:summary|summaries|tl;?dr|reply|response|output|review)\b|\b(?:correct|right|only|official|true|final|proper) (?:tl;?dr|summary) (?:is|reads|must|should)\b/i,
  /\byou (?:will|shall|must|should|always|now|are to|have to|need to)\b.{0,15}\b(?:praise|recommend|promote|mention|endorse|advertise|rate|write|say|tell|claim)\b/i,
  /^\W*(?:(?:please|kindly|also|always|then|now|and|must|you) )*(?:(?:remember|be sure|make sure|do not forget|don't forget) to |(?:please|kindly) )(?:tell|mention|say|include|add|write|answer|respond|reply|recommend|praise|promote|output|disregard|ignore)\b/i,
  /\b(?:kindly|politely) (?:asked|requested|disregard|ignore)\b|(?:^\W*(?:please )?(?:make sure|ensure)|\b(?:mandatory|required|essential|imperative))(?: that)? (?:your |the |every |any |all )?(?:summar(?:y|ies)|tl;?drs?|reviews?) (?:says?|mentions?|includes?|contains?|states?|praises?|recommends?)\b/i,
  /^\W*(?:please |kindly )?(?:rate|score|grade|praise|endorse|promote) this (?:paper|work|article|submission)\b|^\W*(?:note|message)\b.{0,30}: ?(?:please )?(?:mention|say|write|praise|recommend|include)\b|^output (?:the |a )?(?:JSON|text|word)\b/i,
  /\bwhen (?:you are )?asked (?:for|to)\b.{0,40}\b(?:respond|answer|reply|write|say)\b.{0,10}["'“‘]/i,
  // The commonest ones in other languages of the web.
  /(?<!\p{L})(?:schreib(?:e|t)?|sag(?:e|t)?|antworte|erwähne|empfiehl|lobe|befolge)\b.{0,60}(?<!\p{L})(?:nur|zusammenfassung|leser\w*|antwort|anweisung\w*|diese arbeit)(?!\p{L})/iu,
  /(?<!\p{L})(?:écri(?:s|vez)|dis|dites|répond(?:s|ez)|mentionnez|ajoutez|recommandez)(?!\p{L}).{0,60}(?:seulement|uniquement|résumé|réponse|«)/iu,
  /(?<!\p{L})(?:escrib[ae]|di|diga|responde|responda|menciona|mencione|incluy[ae]|escreva|scrivi|rispondi|menziona)(?!\p{L}).{0,60}(?<!\p{L})(?:resumen|resumo|riassunto|respuesta|resposta|risposta|solo|sólo|apenas|somente|soltanto)(?!\p{L})/iu,
  /(?<!\p{L})(?:напиши|скажи|ответь|упомяни|похвали|рекомендуй).{0,64}(?:резюме|ответ|только|стать|читател)/iu,
  /(?:请|务必|必须|只).{0,15}(?:摘要|总结|回答|回复|输出)|(?:摘要|总结|回答)(?:中|里|必须|应该).{0,10}(?:写|说|提|称赞|推荐)|(?:要約|回答|出力).{0,20}(?:ください|せよ|しろ)|(?:요약|답변|출력).{0,20}(?:하라|하세요|십시오)/u,
  /\b(?:ignorier\w*|vergiss|vergessen sie)\b.{0,60}\b(?:anweisung|instruktion|vorgabe)\w*/i,
  /\b(?:ignore[rz]|oublie[rz])\b.{0,60}\b(?:instructions|consignes)\b/i,
  /\b(?:ignor|olvid|esque|dimentic)\w+.{0,60}\b(?:instrucciones|indicaciones|instruções|istruzioni)(?!\p{L})/iu,
  /(?:игнорируй|забудь).{0,64}(?:инструкци|указани)/iu,
  /(?:忽略|无视|無視|忘记|忘掉).{0,30}(?:指令|指示|提示|规则|規則)|(?:指示|命令|プロンプト).{0,15}(?:無視|忘れ)/u,
];

export function isInstruction(sentence: string): boolean {
  const text = toVisible(sentence.slice(0, LOOKED_AT));
  const plain = undisguise(text);
  return INSTRUCTIONS.some((pattern) => pattern.test(text) || (plain !== text && pattern.test(plain)));
}
