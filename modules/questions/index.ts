export { CALL_COLUMNS, EVENT_QUESTIONS } from "./catalogue";
export { EVENT_COLUMNS, type ColumnType, type Fields } from "./event-columns";
export { insightsQuery, queryOf } from "./insights-query";
export {
  asked,
  column,
  MOST_ROWS,
  wrongValues,
  type AnswerRows,
  type AskedQuestion,
  type Column,
  type Parameter,
  type EventQuestion,
} from "./question";
export { sqlQuery, sqlText, type SqlEngine, type SqlOptions } from "./sql-query";
