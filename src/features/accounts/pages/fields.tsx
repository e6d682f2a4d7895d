/** @module The parts of a form: a summary of what is wrong, a field with its mistake, the form itself. */
import type { Child, FC } from 'hono/jsx';
import type { Language } from '../../../app/language.ts';
import { PROBLEM_TYPES } from '../../../app/problem-types.ts';
import type { Problem } from '../../../app/problems.ts';
import { inLanguage } from './form-page.tsx';

const WORDS = {
  vi: { heading: 'Chưa gửi được' },
  en: { heading: 'This could not be done' },
} as const;

const fieldOf = (pointer: string): string => pointer.slice(1).split('/')[0]!;

/** Above the form: every mistake, with a link to its field. */
export const Summary: FC<{ problem: Problem | undefined; lang: Language; ids?: Record<string, string> }> = ({
  problem,
  lang,
  ids = {},
}) => {
  if (!problem) return null;
  const { issues } = problem;
  const said = issues.length === 0 ? [problem.detail[lang]] : [];
  return (
    <div class="summary" role="alert" tabindex={-1}>
      <h2>{issues.length > 0 ? WORDS[lang].heading : PROBLEM_TYPES[problem.type].title[lang]}</h2>
      {said.map((text) => (
        <p>{text}</p>
      ))}
      {issues.length > 0 ? (
        <ul>
          {issues.map(({ pointer, message, fix }) => {
            const text = `${message[lang]}. ${fix[lang]}.`;
            const field = fieldOf(pointer);
            return <li>{pointer === '' ? text : <a href={`#${ids[field] ?? field}`}>{text}</a>}</li>;
          })}
        </ul>
      ) : null}
    </div>
  );
};

interface FieldProps {
  name: string;
  /** Where a page has two fields of one name. */
  id?: string;
  label: string;
  lang: Language;
  type?: 'text' | 'email' | 'password';
  autocomplete?: string;
  hint?: string;
  value?: string | undefined;
  problem?: Problem | undefined;
  optional?: boolean;
  inputmode?: 'numeric';
}

export const Field: FC<FieldProps> = ({
  name,
  id = name,
  label,
  lang,
  type = 'text',
  hint,
  value,
  problem,
  optional,
  ...rest
}) => {
  const mistake = problem?.issues.find(({ pointer }) => fieldOf(pointer) === name);
  const about = [hint ? `${id}-hint` : '', mistake ? `${id}-mistake` : ''].filter(Boolean).join(' ');
  return (
    <>
      <label for={id}>{label}</label>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      {mistake ? (
        <p class="mistake" id={`${id}-mistake`}>
          {`${mistake.message[lang]}. ${mistake.fix[lang]}.`}
        </p>
      ) : null}
      <input
        id={id}
        name={name}
        type={type}
        value={type === 'password' ? undefined : value}
        required={!optional}
        aria-describedby={about || undefined}
        aria-invalid={mistake ? 'true' : undefined}
        {...rest}
      />
    </>
  );
};

interface FormProps {
  action: string;
  lang: Language;
  button: string;
  quiet?: boolean;
  /** What the button says to those who cannot see beside what it stands. */
  label?: string;
  hidden?: Record<string, string | undefined>;
  children?: Child;
}

export const Form: FC<FormProps> = ({ action, lang, button, quiet, label, hidden = {}, children }) => (
  <form method="post" action={inLanguage(action, lang)} novalidate>
    {Object.entries(hidden).map(([name, value]) =>
      value === undefined ? null : <input type="hidden" name={name} value={value} />,
    )}
    {children}
    <button type="submit" class={quiet ? 'quiet' : undefined} aria-label={label}>
      {button}
    </button>
  </form>
);
