export { athenaPrice } from "./athena-price";
export { CALL_COLUMNS, EVENT_QUESTIONS, WHO } from "./catalogue";
export { AGGREGATED_EVENT_COLUMNS, EVENT_COLUMNS, type ColumnType, type Fields } from "./event-columns";
export { insightsQuery, queryOf } from "./insights-query";
export {
  kindsAsked,
  LOG_FILE_FORMAT,
  LOG_FILE_KINDS,
  logTables,
  tablesAsked,
  partitionDay,
  PARTITION_COLUMNS,
  type LogFolder,
  type LogTable,
  type TableColumn,
} from "./log-table";
export { openSearchDocument, type EventRecord } from "./open-search-document";
export { OPEN_SEARCH_MAPPING, type OpenSearchField, type OpenSearchMapping } from "./open-search-index";
export {
  openSearchQuery,
  openSearchText,
  type OpenSearchBool,
  type OpenSearchCondition,
  type OpenSearchGroups,
  type OpenSearchRequest,
  type OpenSearchSpan,
} from "./open-search-query";
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
export { sqlQuery, sqlText, type AskedPartitions, type SqlEngine, type SqlOptions } from "./sql-query";
