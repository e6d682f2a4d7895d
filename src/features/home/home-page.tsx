/** @module The front page: what this is, systems to look at, and one line to try. */

import type { FC } from 'hono/jsx';
import type { AppContext } from '../../app/context.ts';
import { formatDate } from '../../app/dates.ts';
import type { Language } from '../../app/language.ts';
import { hashAnswers } from '../../content/hash.ts';
import type { Classification } from '../../engine/index.ts';

const WORDS = {
  vi: {
    title: 'Lương Tri – đạo đức trí tuệ nhân tạo dưới dạng dịch vụ',
    heading: 'Hệ thống trí tuệ nhân tạo của đơn vị đang ở đâu trước pháp luật?',
    lead: 'Lương Tri đối chiếu câu trả lời về một hệ thống trí tuệ nhân tạo với Luật Trí tuệ nhân tạo số 134/2025/QH15 và các văn bản hướng dẫn: mức rủi ro, nghĩa vụ, thời hạn, và điều còn chưa biết.',
    points: [
      'Mỗi kết luận nêu điều, khoản và câu trả lời làm căn cứ.',
      'Chọn được ngày áp dụng pháp luật; cùng câu trả lời, cùng ngày thì cùng kết quả.',
      'Điều chưa biết vẫn là chưa biết: không được coi là ổn, cũng không làm giảm mức rủi ro.',
      'Thử không cần tài khoản thì câu trả lời không được lưu; có tài khoản thì câu trả lời, minh chứng và lịch sử được giữ cho riêng đơn vị.',
    ],
    examples: 'Hệ thống minh họa',
    examplesNote: 'Các hệ thống dưới đây do chúng tôi đặt ra để minh họa, không phải của tổ chức nào.',
    noExamples: 'Chưa có hệ thống minh họa nào. Gửi tệp trả lời của đơn vị bằng dòng lệnh bên dưới.',
    report: 'Báo cáo',
    pdf: 'Báo cáo PDF',
    answers: 'Câu trả lời',
    asOf: 'theo pháp luật áp dụng vào ngày',
    undetermined: 'Chưa xác định được',
    possible: 'còn có thể',
    try: 'Thử ngay bằng một dòng lệnh',
    tryNote: 'Không cần đăng ký. Danh mục địa chỉ và dữ liệu:',
    docs: 'tài liệu API',
  },
  en: {
    title: 'Lương Tri – ethics as a service for Viet Nam',
    heading: 'Where does your AI system stand under the law of Viet Nam?',
    lead: 'Lương Tri holds what you say about an AI system against the Law on Artificial Intelligence 134/2025/QH15 and the texts that implement it: its risk tier, the duties, their dates, and what is still unknown.',
    points: [
      'Every conclusion names its article, its clause and the answers behind it.',
      'You choose the day whose law applies; the same answers and day give the same result.',
      'Unknown stays unknown: it is never taken for fine and never lowers a risk.',
      'What is tried without an account is not kept; with one, answers, evidence and their history are kept for your organisation alone.',
    ],
    examples: 'Demonstration systems',
    examplesNote: 'We made these systems up to show the service; they belong to no organisation.',
    noExamples: 'There are no demonstration systems yet. Send an answer file of your own with the command below.',
    report: 'Report',
    pdf: 'Report as PDF',
    answers: 'Answers',
    asOf: 'under the law that applies on',
    undetermined: 'Undetermined',
    possible: 'still possible',
    try: 'Try it with one command',
    tryNote: 'No account needed. All addresses and data:',
    docs: 'API documentation',
  },
} as const;

/** A level is never colour alone: each has a sign and a word. */
const SIGNS: Record<Classification['tier'], string> = {
  out_of_scope: '○',
  low: '●',
  medium: '◆',
  high: '▲',
  prohibited: '■',
  undetermined: '◌',
};

export interface Showcase {
  id: string;
  name: string;
  description: string | undefined;
  asOf: string;
  classification: Classification;
}

/** The examples with their conclusions; computed once, since neither changes while the server runs. */
export function showcases({ engine, examples }: AppContext): Showcase[] {
  return examples.map(({ id, answerSet }) => ({
    id,
    name: answerSet.system.name,
    description: answerSet.system.description,
    asOf: answerSet.asOf,
    classification: engine.assess(answerSet, hashAnswers(answerSet)).classification,
  }));
}

/** One line that works as printed, in any shell that has curl. */
export function curlLine(origin: string, example: string | undefined): string {
  const assess = `'${origin}/v1/assess?format=text'`;
  return example
    ? `curl -s '${origin}/examples/${example}.json' | curl -s ${assess} -H 'Content-Type: application/json' --data-binary @-`
    : `curl -s ${assess} -H 'Content-Type: application/json' -d '{"system": {"name": "Demo"}}'`;
}

const Level: FC<{ classification: Classification; titles: Map<string, string>; lang: Language }> = ({
  classification,
  titles,
  lang,
}) => {
  const { tier, possibleTiers } = classification;
  const words = WORDS[lang];
  const open = possibleTiers.map((id) => titles.get(id) ?? id).join('; ');
  return (
    <span class={`level ${tier}`} data-sign={SIGNS[tier]}>
      {tier === 'undetermined' ? `${words.undetermined} (${words.possible}: ${open})` : (titles.get(tier) ?? tier)}
    </span>
  );
};

interface HomeProps {
  ctx: AppContext;
  lang: Language;
  origin: string;
  shown: Showcase[];
}

export const homeTitle = (lang: Language): string => WORDS[lang].title;

export const HomePage: FC<HomeProps> = ({ ctx, lang, origin, shown }) => {
  const words = WORDS[lang];
  const tiers = ctx.content.decisions.find(({ id }) => id === 'decision.tier')?.values ?? [];
  const titles = new Map(tiers.map(({ id, title }) => [id, title[lang]]));
  return (
    <>
      <h1>{words.heading}</h1>
      <p class="lead">{words.lead}</p>
      <ul>
        {words.points.map((point) => (
          <li>{point}</li>
        ))}
      </ul>
      <h2>{words.examples}</h2>
      <p class="muted">{shown.length > 0 ? words.examplesNote : words.noExamples}</p>
      <ul class="cards">
        {shown.map(({ id, name, description, asOf, classification }) => (
          <li>
            <h3 lang="vi">{name}</h3>
            {description ? <p lang="vi">{description}</p> : null}
            <p>
              <Level classification={classification} titles={titles} lang={lang} />
              <span class="muted">{`, ${words.asOf} ${formatDate(asOf, lang)}`}</span>
            </p>
            <p class="actions">
              <a class="target" href={`/examples/${id}?lang=${lang}`}>{`${words.report}: ${name}`}</a>
              {ctx.printer ? (
                <a class="target" href={`/examples/${id}.pdf?lang=${lang}`}>
                  {words.pdf}
                </a>
              ) : null}
              <a class="target" href={`/examples/${id}.json`}>
                {words.answers}
              </a>
            </p>
          </li>
        ))}
      </ul>
      <h2>{words.try}</h2>
      <pre>
        <code>{curlLine(origin, shown[0]?.id)}</code>
      </pre>
      <p>
        {words.tryNote} <a href={`/docs?lang=${lang}`}>{words.docs}</a>
      </p>
    </>
  );
};
