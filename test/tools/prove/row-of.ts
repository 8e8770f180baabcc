import { readRequestFile } from "../../../tools/prove/request-file";
import type { Row } from "../../../tools/prove/row";

const ROW = {
  name: "somebody asks",
  on: "logBuckets",
  principal: "member",
  expect: "denied",
  why: "They are not theirs.",
};

/** A row as a file would give it. @throws where the file is refused */
export function rowOf(values: Readonly<Record<string, unknown>>): Row {
  const text = JSON.stringify({ about: "A test.", requests: [{ ...ROW, ...values }] });
  const { rows, faults } = readRequestFile({ file: "requests.yaml", text });
  const [placed] = rows;
  if (placed === undefined) throw new Error(`the row is refused: ${JSON.stringify(faults)}`);
  return placed.row;
}
