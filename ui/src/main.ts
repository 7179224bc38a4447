// Starts the interface: the document's language and direction, then the window's one component.

import { mount } from 'svelte';

import App from './App.svelte';
import './app.css';
import { getLocale, getTextDirection } from './lib/paraglide/runtime';

document.documentElement.lang = getLocale();
document.documentElement.dir = getTextDirection();

const target = document.getElementById('app');
if (target) mount(App, { target });
