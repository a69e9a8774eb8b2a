/**
 * Whether a line of Chatwoot's ("Assigned to Ana by Luis", "Ana self-assigned this conversation", "Assigned to Ana by Default Policy")
 * says that a person gave the conversation to this agent. It is in the account's language, so that names alone are looked at: who acts
 * is a person where the line names an agent besides, or again; where it names nobody else, only where it begins with the agent's name, as
 * the line of who takes it themselves does in every language we have seen. A policy or a rule has a name of its own, behind.
 */
export function assignedByPerson(
  line: string,
  assignee: readonly string[],
  agents: Iterable<readonly string[]>,
): boolean {
  const name = longest(assignee.filter((it) => contains(line, it)));
  if (name === undefined) return false;
  const rest = line.replace(name, ' ');
  if ([...agents].flat().some((it) => contains(rest, it))) return true;
  return line.trimStart().startsWith(name);
}

const longest = (names: readonly string[]): string | undefined => names.toSorted((a, b) => b.length - a.length)[0];

/** As words of their own: Ana is not in Anabel. */
function contains(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text.slice(0, at).at(-1) ?? ' ';
    const after = text.slice(at + name.length).at(0) ?? ' ';
    if (!isLetter(before) && !isLetter(after)) return true;
  }
  return false;
}

const isLetter = (sign: string): boolean => /[\p{L}\p{N}]/u.test(sign);
