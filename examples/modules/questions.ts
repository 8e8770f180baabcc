import { asked, EVENT_QUESTIONS, sqlQuery } from "orgtrail/questions";

export default function example(): readonly string[] {
  const values = { key: "AKIAIOSFODNN7EXAMPLE" };
  return EVENT_QUESTIONS.filter(({ id }) => id === "access-key-calls").map((question) =>
    sqlQuery(asked(question, values), { engine: "athena", tables: ["cloudtrail_logs"] }),
  );
}
