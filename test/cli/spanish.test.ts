import { expect, test } from 'vitest';
import { applicationVerdict } from '../../src/chatwoot/failures/application-failure.ts';
import { ChatwootRefused } from '../../src/chatwoot/failures/refusal.ts';
import { versionFinding } from '../../src/chatwoot/versions/version-finding.ts';
import { inSpanish } from '../../src/cli/words/spanish.ts';

const english = /\b(the|not|cannot|webhooks of|lacks|upgrade|needs?|is|may)\b/i;

test.each(['4.14.0', '4.13.0', '4.7.0', '4.0.0', '3.3.0', '3.1.0', '3.0.0'])(
  'what %s lacks is said in Spanish',
  (version) => {
    const { detail, fix = '' } = versionFinding(version, false);
    expect(inSpanish(detail)).not.toMatch(english);
    expect(inSpanish(fix)).not.toMatch(english);
  },
);

test.each([
  'Invalid Access Token',
  'You need to sign in or sign up',
  'Bot is not authorized to access',
  'You are not authorized',
])('the way out of "%s" too', (said) => {
  const error = new ChatwootRefused('x', { kind: 'answer', call: 'GET /profile', status: 401, said, unclear: false });
  const verdict = applicationVerdict(error, 1);
  expect(inSpanish('fix' in verdict ? verdict.fix : 'the')).not.toMatch(english);
});
