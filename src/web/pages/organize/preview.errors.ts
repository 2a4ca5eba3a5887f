// How a preview is refused.
import { ProblemError } from '../../../common/problem.js';

export class PreviewsExhaustedError extends ProblemError {
  constructor() {
    super({
      status: 429,
      code: 'too_many_previews',
      title: 'Too many previews were drawn.',
      detail: 'Wait a minute. What you write is saved all the same.',
    });
  }
}
