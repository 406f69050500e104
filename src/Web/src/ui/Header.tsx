import { Group } from '@mantine/core';
import { Link } from 'react-router';
import { AccountMenu } from './AccountMenu';
import classes from './Header.module.css';
import { LanguageSwitch } from './LanguageSwitch';
import { Logo } from './Logo';

export function Header() {
  return (
    <header className={classes.header}>
      <Link to="/" className={classes.home}>
        <Logo />
        VideoConf
      </Link>
      <Group gap="xs" wrap="nowrap">
        <LanguageSwitch />
        <AccountMenu />
      </Group>
    </header>
  );
}
