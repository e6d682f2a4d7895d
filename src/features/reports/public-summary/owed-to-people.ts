/**
 * @module Which duties of the law are owed to the people whom a system concerns, in the order in which those people meet
 * them. Only a choice of what to show: whether a duty exists, and what it says, comes from the result with its article.
 */

/** Groups of a summary; the title of each is in the text file under its id. */
export const OWED_TO_PEOPLE = {
  /** What people must be told. */
  told: ['VN-AI-040', 'VN-AI-047', 'VN-AI-043', 'VN-AI-044', 'VN-AI-095', 'VN-AI-090', 'VN-AI-140', 'VN-AI-144'],
  /** What people may ask for, refuse or complain about. */
  ask: ['VN-AI-181', 'VN-AI-183', 'VN-PD-006', 'VN-AI-173', 'VN-AI-015', 'VN-AI-101'],
  /** What protects those who work beside or under the system. */
  work: [
    'VN-LC-003',
    'VN-LC-004',
    'VN-LC-006',
    'VN-LC-020',
    'VN-LC-022',
    'VN-LC-023',
    'VN-LC-010',
    'VN-LC-011',
    'VN-LC-061',
    'VN-LC-071',
  ],
  /** Equal treatment. */
  equal: ['VN-LC-040', 'VN-EQ-001', 'VN-EQ-002', 'VN-EQ-004', 'VN-EQ-005', 'VN-EQ-008', 'VN-EQ-021'],
  /** Personal data. */
  data: ['VN-PD-011', 'VN-PD-013', 'VN-PD-014', 'VN-PD-015', 'VN-PD-008'],
} as const satisfies Record<string, readonly string[]>;

/** Questions whose answers say, in plain words, what the system does to people. */
export const PLAIN_FACTS: readonly { question: string; yes: string; no: string }[] = [
  { question: 'operation.automated-decision', yes: 'decidesYes', no: 'decidesNo' },
  { question: 'transparency.interacts', yes: 'interactsYes', no: 'interactsNo' },
  { question: 'operation.personal-data', yes: 'dataYes', no: 'dataNo' },
];
