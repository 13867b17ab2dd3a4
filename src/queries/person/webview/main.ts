import './person-element';
