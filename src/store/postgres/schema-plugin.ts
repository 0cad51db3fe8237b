import {
  type ColumnDefinitionNode,
  type CreateTableNode,
  DataTypeNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type QueryId,
  RawNode,
} from 'kysely';

/**
 * Statements that create and alter tables, from SQLite's words to PostgreSQL's, so that a migration is written once. Texts
 * are compared byte by byte, as in SQLite: lists are in the same order, and what begins with a prefix is a range.
 */
export class SchemaPlugin implements KyselyPlugin {
  readonly #transformer = new ToPostgres();

  transformQuery({ node, queryId }: PluginTransformQueryArgs) {
    return this.#transformer.transformNode(node, queryId);
  }

  transformResult: KyselyPlugin['transformResult'] = async ({ result }) => result;
}

class ToPostgres extends OperationNodeTransformer {
  protected override transformColumnDefinition(
    node: ColumnDefinitionNode,
    queryId?: QueryId,
  ): ColumnDefinitionNode {
    const column = super.transformColumnDefinition(node, queryId);
    const dataType = DataTypeNode.is(column.dataType) ? TYPES[column.dataType.dataType] : undefined;
    return dataType === undefined ? column : { ...column, dataType: RawNode.createWithSql(dataType) };
  }

  protected override transformCreateTable(node: CreateTableNode, queryId?: QueryId): CreateTableNode {
    const { endModifiers = [], ...table } = super.transformCreateTable(node, queryId);
    return { ...table, endModifiers: endModifiers.filter((modifier) => !isStrict(modifier)) };
  }
}

/** Milliseconds since the epoch do not fit into four bytes, nor a sum of money into PostgreSQL's `real`. */
const TYPES: Readonly<Record<string, string>> = {
  integer: 'bigint',
  real: 'double precision',
  text: 'text collate "C"',
};

/** SQLite holds a column to its type only in a strict table. */
function isStrict(modifier: OperationNode): boolean {
  return RawNode.is(modifier) && modifier.sqlFragments.join('') === 'strict';
}
