/** Words that no Spanish sentence has. */
const english =
  /\b(the|is|are|was|were|of|and|with|which|what|this|that|from|into|must|cannot|could|not|its?|answered|needs?|set|check|by|than|it|or|to)\b/i;

/** Whether a text is English, what other sides said (in quotes) and what is to be typed (in code marks) apart. */
export const englishIn = (text: string): boolean => english.test(text.replace(/«[^»]*»|`[^`]*`|"[^"]*"/g, ''));
