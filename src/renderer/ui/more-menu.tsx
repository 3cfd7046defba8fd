// The three dots at the end of a toolbar: what can be done with the thing on the page beside looking at it.

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** `children`: Menu.Item and Menu.Divider. */
export function MoreMenu({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon aria-label={label} variant="default">
            <IconDots size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
