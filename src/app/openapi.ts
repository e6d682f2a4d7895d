/** @module The OpenAPI 3.1 document, made from the routes. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from './context.ts';
import { announceProblemPages } from './problem-media.ts';
import { ProblemSchema } from './problem-schema.ts';
import { shareParts } from './share-parts.ts';
import { announceUnchanging } from './unchanging.ts';

/** Of the HTTP contract, not of the engine or the content. */
export const API_VERSION = '1.0.0';

export type OpenApiDocument = ReturnType<OpenAPIHono<AppEnv>['getOpenAPI31Document']>;

/** Costs some milliseconds and memory each time: ask once and keep it. */
export function openApiDocument(app: OpenAPIHono<AppEnv>): OpenApiDocument {
  // The responses refer to it by name, so nothing else would bring it into the document.
  app.openAPIRegistry.register('Problem', ProblemSchema);
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of an organisation: `lt_…`, shown once when it is made.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'luongtri.session_token',
    description: 'The session of a person who signed in at /auth.',
  });
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    servers: [{ url: '/', description: 'The service that this document was read from.' }],
    info: {
      title: 'Lương Tri',
      version: API_VERSION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      description:
        'Assesses an AI system against the Law on Artificial Intelligence of Viet Nam (134/2025/QH15) and the texts that implement it, as they stand on any day. Every conclusion carries its articles and the answers behind it. Errors are problem documents (RFC 9457) that list every mistake at once. Results are computed from the organisation’s own answers; they are not legal advice and no authority has confirmed them.',
    },
    // What does not say otherwise is for anyone.
    security: [],
    tags: [
      { name: 'Assessments', description: 'From answers to a result; nothing is kept.' },
      { name: 'Measurements', description: 'From data to gaps between groups; nothing is kept.' },
      { name: 'Questionnaires', description: 'What is asked, in every published version.' },
      { name: 'Law', description: 'The law as the rules hold it, on any day.' },
      { name: 'Accounts', description: 'People: signing up and in, sessions, the second factor.' },
      { name: 'Organisations', description: 'Organisations, their members, invitations, advisers and API keys.' },
      { name: 'Operators', description: 'For those who run the service; they never see answers.' },
      { name: 'Systems', description: 'The register of an organisation’s AI systems.' },
      { name: 'Drafts', description: 'Assessments that are being answered, with the history of every answer.' },
      { name: 'Evidence', description: 'Files and links that answers rest on, with their periods of validity.' },
      { name: 'Submissions', description: 'What was submitted: frozen, hashed, never changed.' },
      { name: 'Reviews', description: 'Reviews of submissions by an audit body: the organisation’s side.' },
      { name: 'Findings', description: 'What reviews found, and what the organisation does about it.' },
      { name: 'Audits', description: 'Reviews as the audit body works on them.' },
      { name: 'Attestations', description: 'What was signed about a submission; anyone can check it.' },
      { name: 'Reports', description: 'Reports and exports of drafts and submissions.' },
      { name: 'Log', description: 'The Merkle log of everything that happened, with proofs that anyone can check.' },
      { name: 'Incidents', description: 'Incidents, what was filed about them, and the clocks of the law.' },
      { name: 'Changes', description: 'Changes of systems, review and reclassification.' },
      { name: 'Duties', description: 'Every dated duty of an organisation, as a list, a calendar and reminders.' },
      { name: 'Webhooks', description: 'Who is told of what happens: signed, repeated until taken.' },
      { name: 'Pages', description: 'For a reader with a browser.' },
      { name: 'Service', description: 'For those who run it.' },
    ],
  });
  announceUnchanging(document);
  announceProblemPages(document);
  return shareParts(document);
}
