/** @module The door of accounts. */
export { forgetExpired } from './forget-expired.ts';
export { Field, Form, Summary } from './pages/fields.tsx';
export { formAction, formPage, type Page, type PageInput, parseForm, seeOther, sendForm } from './pages/form-page.tsx';
export { accountPages } from './pages/index.ts';
export { personOrSignIn } from './pages/sign-in-pages.tsx';
export { accountRoutes } from './routes.ts';
