/** @module `/problems`: what each kind of problem means, for the reader of a `type` link. */
import type { FC } from 'hono/jsx';
import type { Language } from '../../app/language.ts';
import { PROBLEM_TYPES, type ProblemType } from '../../app/problem-types.ts';

const TYPES = Object.keys(PROBLEM_TYPES) as ProblemType[];

const WORDS = {
  vi: {
    title: 'Các loại lỗi',
    status: 'Mã trạng thái HTTP',
    all: 'Tất cả các loại lỗi',
    codes: 'Mỗi mục của errors mang một trong các mã:',
  },
  en: {
    title: 'Kinds of problems',
    status: 'HTTP status',
    all: 'All kinds of problems',
    codes: 'Each entry of errors carries one of these codes:',
  },
} as const;

export const problemListTitle = (lang: Language): string => WORDS[lang].title;
export const problemTitle = (type: ProblemType, lang: Language): string => PROBLEM_TYPES[type].title[lang];

export const ProblemList: FC<{ lang: Language }> = ({ lang }) => (
  <>
    <h1>{WORDS[lang].title}</h1>
    <table>
      <tbody>
        {TYPES.map((type) => (
          <tr>
            <td>{PROBLEM_TYPES[type].status}</td>
            <td>
              <a href={`/problems/${type}?lang=${lang}`}>{PROBLEM_TYPES[type].title[lang]}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
);

export const ProblemPage: FC<{ type: ProblemType; lang: Language }> = ({ type, lang }) => {
  const { status, title, about, codes } = PROBLEM_TYPES[type];
  return (
    <>
      <h1>{title[lang]}</h1>
      <p>{about[lang]}</p>
      {codes.length > 0 ? (
        <>
          <p>{WORDS[lang].codes}</p>
          <ul>
            {codes.map((code) => (
              <li>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p class="muted">
        {`${WORDS[lang].status}: ${status} · `}
        <code>{`/problems/${type}`}</code>
      </p>
      <p>
        <a href={`/problems?lang=${lang}`}>{WORDS[lang].all}</a>
      </p>
    </>
  );
};
