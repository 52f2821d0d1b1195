"use client";

import {
  ActionIcon,
  Button,
  Group,
  MultiSelect,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { IconFolderPlus, IconPlus, IconTrash } from "@tabler/icons-react";
import { type RefObject, useState } from "react";
import { Dialog } from "#app/studio/dialog.tsx";
import {
  changeNode,
  expressionOf,
  newGroup,
  newRow,
  type SegmentField,
  type SegmentGroup,
  type SegmentNode,
  type SegmentRow,
  segmentFields,
  segmentWords,
  treeOf,
} from "#lib/chart/segment-tree.ts";
import type { Selection } from "#lib/chart/selection.ts";
import type { SegmentVariable } from "#lib/protocol/campaign-setup.ts";
import { MAX_SEGMENT_DEPTH, type SavedSegment } from "#lib/protocol/segment.ts";
import { SegmentCount } from "./segment-count.tsx";
import classes from "./segments.module.css";
import type { SegmentDraft } from "./use-segments.ts";

interface SegmentBuilderProps {
  campaignId: number;
  variables: readonly SegmentVariable[];
  selection: Selection;
  /** The segment that is changed; null for a new one. */
  segment: SavedSegment | null;
  /** The button whose menu led here. */
  opener: RefObject<HTMLElement | null>;
  /** Answers whether it was saved. */
  onSave: (draft: SegmentDraft) => Promise<boolean>;
  onDelete: (() => void) | null;
  onClose: () => void;
}

/** Who belongs to a segment: terms joined by and, or and not, with how many viewers that holds right now. */
export function SegmentBuilder(props: SegmentBuilderProps) {
  const { campaignId, variables, selection, segment, opener, onSave, onDelete, onClose } = props;
  const fields = segmentFields(variables);
  const [name, setName] = useState(segment?.name ?? "");
  const [tree, setTree] = useState<SegmentGroup>(() =>
    segment === null ? newGroup("all", [newRow(fields[0]!.field)]) : treeOf(segment.expression),
  );
  const [saving, setSaving] = useState(false);
  const expression = expressionOf(tree);
  const save = async () => {
    if (expression === null) return;
    setSaving(true);
    if (await onSave({ name: name.trim(), expression })) onClose();
    setSaving(false);
  };
  return (
    <Dialog
      opened
      opener={opener}
      onClose={onClose}
      title={segment === null ? "New segment" : "Edit segment"}
      size="lg"
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="md">
          <TextInput
            label="Name"
            placeholder="Young, on a phone"
            maxLength={80}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <GroupEditor node={tree} depth={1} fields={fields} onTree={setTree} root />
          <div className={classes.preview} aria-live="polite">
            {expression === null ? (
              <Text size="sm" c="dimmed">
                Choose at least one answer in every row.
              </Text>
            ) : (
              <>
                <Text size="sm">{segmentWords(expression, variables)}</Text>
                <SegmentCount campaignId={campaignId} selection={selection} expression={expression} />
              </>
            )}
          </div>
          <Group justify="space-between">
            {onDelete === null ? (
              <span />
            ) : (
              <Button variant="subtle" color="red" onClick={onDelete}>
                Delete segment
              </Button>
            )}
            <Button type="submit" loading={saving} disabled={expression === null || name.trim() === ""}>
              Save segment
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface GroupEditorProps {
  node: SegmentGroup;
  depth: number;
  fields: readonly SegmentField[];
  onTree: (change: (tree: SegmentGroup) => SegmentGroup) => void;
  root?: boolean;
}

function GroupEditor({ node, depth, fields, onTree, root = false }: GroupEditorProps) {
  const change = (change: (group: SegmentGroup) => SegmentNode | null) =>
    onTree((tree) => {
      if (root) return (change(tree) as SegmentGroup | null) ?? tree;
      return changeNode(tree, node.key, (found) => (found.kind === "group" ? change(found) : found));
    });
  const add = (child: SegmentNode) => change((group) => ({ ...group, children: [...group.children, child] }));
  const first = fields[0]!.field;
  return (
    <fieldset className={classes.group} data-root={root || undefined}>
      <legend className={classes.legend}>{root ? "Who belongs to it" : "Group"}</legend>
      <Group gap="sm" mb="sm">
        <SegmentedControl
          size="xs"
          aria-label="How the rows are joined"
          value={node.join}
          onChange={(join) => change((group) => ({ ...group, join: join === "all" ? "all" : "any" }))}
          data={[
            { value: "all", label: "All of these (and)" },
            { value: "any", label: "Any of these (or)" },
          ]}
        />
        <Switch
          size="xs"
          label="not"
          checked={node.not}
          onChange={(event) => {
            const not = event.currentTarget.checked;
            change((group) => ({ ...group, not }));
          }}
        />
        {!root && (
          <ActionIcon variant="subtle" aria-label="Remove this group" onClick={() => change(() => null)}>
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </Group>
      <Stack gap="sm">
        {node.children.map((child) =>
          child.kind === "group" ? (
            <GroupEditor key={child.key} node={child} depth={depth + 1} fields={fields} onTree={onTree} />
          ) : (
            <RowEditor key={child.key} row={child} fields={fields} onTree={onTree} />
          ),
        )}
      </Stack>
      <Group gap="xs" mt="sm">
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => add(newRow(first))}
        >
          Add row
        </Button>
        {depth < MAX_SEGMENT_DEPTH - 1 && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFolderPlus size={14} />}
            onClick={() => add(newGroup(node.join === "all" ? "any" : "all", [newRow(first)]))}
          >
            Add group
          </Button>
        )}
      </Group>
    </fieldset>
  );
}

interface RowEditorProps extends Pick<GroupEditorProps, "fields" | "onTree"> {
  row: SegmentRow;
}

function RowEditor({ row, fields, onTree }: RowEditorProps) {
  const change = (change: (row: SegmentRow) => SegmentRow | null) =>
    onTree((tree) => changeNode(tree, row.key, (found) => (found.kind === "row" ? change(found) : found)));
  const field = fields.find((one) => one.field === row.field);
  return (
    <div className={classes.row}>
      <Select
        className={classes.field}
        aria-label="What is asked"
        data={fields.map(({ field: value, title }) => ({ value, label: title }))}
        value={row.field}
        onChange={(value) => value !== null && change((found) => ({ ...found, field: value, values: [] }))}
        allowDeselect={false}
      />
      <Select
        className={classes.sign}
        aria-label="Is or is not"
        data={[
          { value: "is", label: "is" },
          { value: "not", label: "is not" },
        ]}
        value={row.not ? "not" : "is"}
        onChange={(value) => change((found) => ({ ...found, not: value === "not" }))}
        allowDeselect={false}
      />
      <MultiSelect
        className={classes.values}
        aria-label={`Answers of ${field?.title ?? row.field}`}
        placeholder={row.values.length === 0 ? "Any of …" : ""}
        data={field?.options ?? row.values}
        value={row.values}
        maxValues={row.field === "simulated" ? 1 : 20}
        onChange={(values) => change((found) => ({ ...found, values }))}
      />
      <ActionIcon
        variant="subtle"
        aria-label={`Remove the row ${field?.title ?? row.field}`}
        onClick={() => change(() => null)}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </div>
  );
}
