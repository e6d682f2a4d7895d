import { refusesBadInput } from '../../support/bad-input/bad-input.ts';

refusesBadInput('accounts');
