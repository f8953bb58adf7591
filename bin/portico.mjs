#!/usr/bin/env node
import { becomePortico } from './launch.mjs';

becomePortico(process.argv.slice(2));
