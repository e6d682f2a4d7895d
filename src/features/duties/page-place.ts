/** @module The cursor of the list of duties: the place of the last one, so that duties done meanwhile shift nothing. */
import { Problem } from '../../app/problems.ts';

const PLACE = /^\d{4}-\d\d-\d\d \d [\w:.~-]{1,200}$/;

export const writePlace = (place: string): string =>
  btoa(place).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** @throws Problem 422 for what this service never gave */
export function readPlace(cursor: string): string {
  let place = '';
  try {
    place = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    // Said below.
  }
  if (PLACE.test(place)) return place;
  throw new Problem('invalid-parameters', undefined, {
    issues: [
      {
        in: 'query',
        pointer: '/cursor',
        code: 'invalid_value',
        message: {
          vi: 'cursor không phải là giá trị next mà máy chủ đã trả',
          en: 'cursor is not a value of next that the server gave',
        },
        fix: { vi: 'Bỏ cursor để bắt đầu lại từ trang đầu', en: 'Leave cursor out to begin with the first page' },
      },
    ],
  });
}
