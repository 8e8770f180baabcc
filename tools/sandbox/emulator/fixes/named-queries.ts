import { jsonAnswer, jsonError, membersOf, textMember, type Fix } from "../exchange";

/**
 * AWS: a saved query of Athena that is deleted is there no more, and asking for it answers InvalidRequestException.
 *
 * Moto 5.2.1 has no DeleteNamedQuery. So what is deleted is remembered here.
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteNamedQuery.html
 */
export function namedQueries(): Fix {
  const deleted = new Set<string>();
  return {
    concerns: ({ service, name }) =>
      service === "AmazonAthena" && ["DeleteNamedQuery", "GetNamedQuery"].includes(name),
    answer: (request, { name }, next) => {
      const id = textMember(membersOf(request), "NamedQueryId");
      if (deleted.has(id)) {
        return Promise.resolve(jsonError("InvalidRequestException", `NamedQuery ${id} was not found`));
      }
      if (name === "GetNamedQuery") return next(request);
      deleted.add(id);
      return Promise.resolve(jsonAnswer({}));
    },
  };
}
