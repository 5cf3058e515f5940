<?php
function greeting(): string
{
    return "hello from php's public folder";
}
